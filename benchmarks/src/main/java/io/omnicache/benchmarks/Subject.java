/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.jspecify.annotations.Nullable;

/** What is measured: JCache providers with a plain configuration, and the bare map that is their limit. */
public enum Subject {
    OMNICACHE("io.omnicache.OmniCachingProvider"),
    CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider"),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
    RI("org.jsr107.ri.spi.RICachingProvider"),
    MAP(null);

    private final @Nullable String provider;

    Subject(@Nullable String provider) {
        this.provider = provider;
    }

    /** Returns the class name of the provider, null for the map. */
    @Nullable
    public String provider() {
        return provider;
    }

    /** Opens the store to be measured; the map knows neither copies nor statistics, whatever is asked for. */
    Store open(boolean byValue, boolean statistics) {
        if (provider == null) {
            return Store.ofMap();
        }
        return Store.of(openCache(provider, byValue, statistics));
    }

    /** Opens a cache with a plain configuration. */
    static Cache<Object, Object> openCache(String provider, boolean byValue, boolean statistics) {
        // Only the provider asked for is loaded: the jar holds them all.
        CachingProvider opened = Caching.getCachingProvider(provider);
        MutableConfiguration<Object, Object> configuration =
                provider.equals(CACHE2K.provider) ? roomyCache2k() : new MutableConfiguration<>();
        configuration.setStoreByValue(byValue).setStatisticsEnabled(statistics);
        return opened.getCacheManager().createCache("benchmark", configuration);
    }

    /** With a plain configuration cache2k keeps about 2,000 entries. */
    private static MutableConfiguration<Object, Object> roomyCache2k() {
        return ExtendedMutableConfiguration.of(
                Cache2kBuilder.of(Object.class, Object.class).entryCapacity(10L * Filled.ENTRIES));
    }
}
