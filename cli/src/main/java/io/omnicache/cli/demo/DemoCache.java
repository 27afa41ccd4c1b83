/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.lang.management.ManagementFactory;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The cache of the demonstration, with the standard's means only. Thread-safe. */
final class DemoCache implements AutoCloseable {
    private static final String NAME = "products";
    private static final URI CONFIGURATION = URI.create("classpath:io/omnicache/cli/omnicache.yaml");

    private final CacheManager manager;
    private final Cache<Long, ProductPage> cache;

    /** Opens the cache; a system property names its loader's database. */
    DemoCache(String database) {
        System.setProperty(ProductLoader.DATABASE, database);
        manager = Caching.getCachingProvider("io.omnicache.OmniCachingProvider")
                .getCacheManager(CONFIGURATION, DemoCache.class.getClassLoader());
        // The file says what the cache is; it exists since the manager opened.
        cache = manager.getCache(NAME, Long.class, ProductPage.class);
    }

    Cache<Long, ProductPage> cache() {
        return cache;
    }

    /** Returns the hits so far, as the cache's statistics bean tells them. */
    long hits() {
        return statistic("CacheHits");
    }

    /** Returns the misses so far, each of which asked the database. */
    long misses() {
        return statistic("CacheMisses");
    }

    private static long statistic(String attribute) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName pattern = new ObjectName("javax.cache:type=CacheStatistics,Cache=" + NAME + ",*");
            ObjectName bean = server.queryNames(pattern, null).iterator().next();
            return (long) server.getAttribute(bean, attribute);
        } catch (JMException e) {
            throw new IllegalStateException("cannot read the statistics of the cache: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
