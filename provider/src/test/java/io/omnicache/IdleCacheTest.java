/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Caches that nobody touches, by the machine's own clock. */
final class IdleCacheTest {
    private static final int ENTRIES = 200;
    private static final int MANY = 100_000;

    /** What "within seconds" comes to at most, on a slow machine that does other things; it takes less than two. */
    private static final java.time.Duration SECONDS = java.time.Duration.ofMinutes(1);

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private static OmniConfigurationBuilder<Integer, Object> expiringAfter(long millis) {
        return OmniConfiguration.builder(Integer.class, Object.class)
                .byValue(false)
                .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, millis)));
    }

    private static List<WeakReference<Object>> fill(Cache<Integer, Object> cache) {
        List<WeakReference<Object>> values = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] value = new byte[1_000];
            cache.put(i, value);
            values.add(new WeakReference<>(value));
        }
        return values;
    }

    private static void awaitCollected(String what, Stream<? extends WeakReference<?>> references) {
        List<? extends WeakReference<?>> left = references.toList();
        Eventually.await(what, SECONDS, () -> {
            System.gc();
            return left.stream().allMatch(reference -> reference.get() == null);
        });
    }

    @Test
    void expiredEntriesGiveTheirMemoryBackWithoutBeingTouched() {
        Cache<Integer, Object> cache = provider.getCacheManager()
                .createCache("idle", expiringAfter(300).build());
        awaitCollected("the values of the idle cache are collected", fill(cache).stream());
        OmniCache<?, ?> idle = cache.unwrap(OmniCache.class);
        Eventually.await("the entries have gone", SECONDS, () -> idle.size() == 0); // a value goes first
    }

    /** Nodes, wheel and order too, and what the order remembers of those that have left; the table keeps some bytes for each. */
    @ParameterizedTest
    @ValueSource(longs = {MANY, 2 * MANY, Long.MAX_VALUE})
    void aLargeIdleCacheGivesNearlyAllOfItsMemoryBack(long bound) {
        OmniConfigurationBuilder<Integer, Object> expiring = expiringAfter(2_000);
        OmniCache<?, ?> cache = provider.getCacheManager()
                .createCache("large", (bound == Long.MAX_VALUE ? expiring : expiring.entries(bound)).build())
                .unwrap(OmniCache.class);
        @SuppressWarnings("unchecked") // of these types
        Cache<Integer, Object> typed = (Cache<Integer, Object>) cache;
        long empty = used();
        for (int i = 0; i < MANY; i++) {
            typed.put(i, new byte[100]);
        }
        long full = Math.max(MANY * 150L, used() - empty); // on a slow machine some have gone already
        Eventually.await(
                "nearly all memory is free again", SECONDS, () -> cache.size() == 0 && used() - empty < full / 10);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void slowListenerDoesNotKeepOtherEntriesFromLeaving() {
        CountDownLatch blocked = new CountDownLatch(1);
        CacheEntryExpiredListener<Integer, Object> slow = events -> awaitQuietly(blocked);
        OmniCache<?, ?> cache = provider.getCacheManager()
                .createCache(
                        "slow",
                        expiringAfter(50)
                                .listener(new MutableCacheEntryListenerConfiguration<>(
                                        new SingletonFactory<>(slow), null, false, true))
                                .build())
                .unwrap(OmniCache.class);
        try {
            @SuppressWarnings("unchecked") // of these types
            Cache<Integer, Object> typed = (Cache<Integer, Object>) cache;
            typed.put(1, "one");
            Eventually.await("the listener is at work", () -> cache.size() == 0);
            typed.put(2, "two");
            typed.put(3, "three");
            Eventually.await("the others leave meanwhile", () -> cache.size() == 0);
        } finally {
            blocked.countDown();
        }
    }

    @Test
    void cacheThatWasForgottenIsCollected() {
        awaitCollected("the forgotten cache is collected", Stream.of(forgotten()));
    }

    private static WeakReference<Cache<Integer, Object>> forgotten() {
        Cache<Integer, Object> cache = new OmniCachingProvider()
                .getCacheManager()
                .createCache("forgotten", expiringAfter(3_600_000).build());
        cache.put(1, "one");
        return new WeakReference<>(cache);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
