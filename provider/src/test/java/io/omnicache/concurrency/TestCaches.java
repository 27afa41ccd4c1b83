/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.StoreMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.engine.Invariants;
import io.omnicache.jcache.Engines;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes the caches of a test; after the test it checks the invariants of each cache's engine that is still open, and closes
 * them.
 */
final class TestCaches implements AfterEachCallback {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final CachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager;
    private final List<OmniCache<?, ?>> made = new ArrayList<>();

    TestCaches() {
        this(TestCaches.class.getClassLoader());
    }

    /** Finds services with the given class loader. */
    TestCaches(ClassLoader services) {
        manager = provider.getCacheManager(URI.create("test:concurrency-" + COUNT.incrementAndGet()), services);
    }

    CacheManager manager() {
        return manager;
    }

    /** Makes a cache, usually by reference, from strings to strings. */
    OmniCache<String, String> strings(String name, UnaryOperator<OmniConfigurationBuilder<String, String>> options) {
        return make(
                name,
                options.apply(
                        OmniConfiguration.builder(String.class, String.class).byValue(StoreMode.byValue(false))));
    }

    /** Makes a cache, usually by reference, from strings to texts, which are copied if it is by value. */
    OmniCache<String, Text> texts(String name, UnaryOperator<OmniConfigurationBuilder<String, Text>> options) {
        return make(
                name,
                options.apply(
                        OmniConfiguration.builder(String.class, Text.class).byValue(StoreMode.byValue(false))));
    }

    /** Makes a cache. */
    @SuppressWarnings("unchecked") // the caches of our provider are OmniCaches
    <K, V> OmniCache<K, V> make(String name, OmniConfigurationBuilder<K, V> options) {
        OmniCache<K, V> cache = manager.createCache(name, options.build()).unwrap(OmniCache.class);
        made.add(cache);
        return cache;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                made.stream().filter(cache -> !cache.isClosed()).forEach(cache -> Invariants.check(Engines.of(cache)));
                Invariants.checkNobodyWaits();
            }
        } finally {
            provider.close();
        }
    }
}
