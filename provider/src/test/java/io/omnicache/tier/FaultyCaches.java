/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;

/** Caches with a heap of two entries over tiers that fail when they are told to. */
abstract class FaultyCaches {
    static final int MANY = 100;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    final CacheManager manager = provider.getCacheManager();
    final ManualClock clock = new ManualClock();
    final LogCapture log = new LogCapture("io.omnicache.tier");

    @AfterEach
    void close() {
        provider.close();
        log.close();
    }

    OmniConfigurationBuilder<Integer, String> builder() {
        return OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .strategy("lru")
                .entries(2);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    OmniCache<Integer, String> cache(OmniConfigurationBuilder<Integer, String> builder, String... ids) {
        OmniConfigurationBuilder<Integer, String> tiered = builder;
        for (String id : ids) {
            tiered = tiered.tier("faulty", Map.of("id", id));
        }
        return manager.createCache("users", tiered.build()).unwrap(OmniCache.class);
    }

    OmniCache<Integer, String> cache(String... ids) {
        return cache(builder(), ids);
    }

    static void fill(OmniCache<Integer, String> cache, String value) {
        IntStream.range(0, MANY).forEach(key -> cache.put(key, value + key));
    }

    static Set<Integer> keys(OmniCache<Integer, String> cache) {
        Set<Integer> keys = new HashSet<>();
        cache.forEach(entry -> assertThat(keys.add(entry.getKey())).isTrue());
        return keys;
    }

    /** Lets so much time pass that a tier is tried again. */
    void recover(OmniCache<Integer, String> cache) {
        clock.advance(Duration.ofSeconds(90));
        cache.cleanUp();
    }

    static Breaker breaker(OmniCache<?, ?> cache) {
        return cache.tiers().get(0).breaker();
    }
}
