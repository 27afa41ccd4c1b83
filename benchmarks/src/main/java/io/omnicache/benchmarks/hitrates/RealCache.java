/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import io.omnicache.benchmarks.Subject;
import io.omnicache.config.OmniConfiguration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;

/**
 * A cache that is used through the JCache API: a request is a get, and where that returns null a put. Each run has a new cache.
 *
 * @param configuration gives that of a cache of so many entries
 */
record RealCache(
        String name,
        boolean isOurs,
        boolean isRandom,
        Subject subject,
        LongFunction<Configuration<Object, Object>> configuration)
        implements Contestant {
    /** Strategies in which nothing is left to chance: each further run would say the same. */
    private static final Set<String> DETERMINISTIC = Set.of("lru", "fifo", "sieve");

    private static final AtomicLong NUMBER = new AtomicLong();

    static RealCache ofStrategy(String name) {
        return new RealCache(
                name,
                true,
                !DETERMINISTIC.contains(name),
                Subject.OMNICACHE,
                size -> OmniConfiguration.builder(Object.class, Object.class)
                        .byValue(false)
                        .entries(size)
                        .strategy(name)
                        .build());
    }

    @Override
    public long hits(Trace trace, long size) {
        CacheManager manager = Caching.getCachingProvider(subject.provider()).getCacheManager();
        String cacheName = name + "-" + NUMBER.incrementAndGet();
        Cache<Object, Object> cache = manager.createCache(cacheName, configuration.apply(size));
        try {
            return hits(trace, cache);
        } finally {
            manager.destroyCache(cacheName);
        }
    }

    /** Makes the requests to a cache, and returns how many of them hit. */
    static long hits(Trace trace, Cache<Object, Object> cache) {
        long hits = 0;
        for (int i = 0; i < trace.length(); i++) {
            Long key = trace.key(i);
            if (cache.get(key) == null) {
                cache.put(key, true);
            } else {
                hits++;
            }
        }
        return hits;
    }
}
