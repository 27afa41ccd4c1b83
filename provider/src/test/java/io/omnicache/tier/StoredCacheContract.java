/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EventLog;
import io.omnicache.Eventually;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a tier that outlives it, as its users see it; each test lets it live several times. */
abstract class StoredCacheContract<V> {
    static final int MANY = 500;

    @TempDir
    Path directory;

    final ManualClock clock = new ManualClock();

    private final String kind;
    private final Class<V> type;

    StoredCacheContract(String kind, Class<V> type) {
        this.kind = kind;
        this.type = type;
    }

    /** Returns the value of a key in a cache. */
    abstract V value(String cache, int key);

    final OmniConfigurationBuilder<Integer, V> builder(String... options) {
        return OmniConfiguration.builder(Integer.class, type)
                .clock(clock)
                .entries(10)
                .tier(kind, StoreFixture.options(directory, options));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    final OmniCache<Integer, V> open(CacheManager manager, String name, OmniConfigurationBuilder<Integer, V> builder) {
        return manager.createCache(name, builder.build()).unwrap(OmniCache.class);
    }

    final void fill(OmniCache<Integer, V> cache) {
        IntStream.range(0, MANY).forEach(key -> cache.put(key, value(cache.getName(), key)));
    }

    @Test
    final void whatWasPutIsThereAgainAfterClosing() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), "cities", builder()));
            fill(open(provider.getCacheManager(), "rivers", builder()));
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, V> cities = open(provider.getCacheManager(), "cities", builder());
            OmniCache<Integer, V> rivers = open(provider.getCacheManager(), "rivers", builder());
            assertThat(cities.size()).isEqualTo(MANY);
            IntStream.range(0, MANY).forEach(key -> {
                assertThat(cities.get(key)).isEqualTo(value("cities", key));
                assertThat(rivers.get(key)).isEqualTo(value("rivers", key));
            });
            assertThat(cities.remove(7)).isTrue();
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            assertThat(open(provider.getCacheManager(), "cities", builder()).containsKey(7))
                    .isFalse();
        }
    }

    @Test
    final void deadlinesGoOnWhileTheCacheIsClosed() {
        OmniConfigurationBuilder<Integer, V> expiring =
                builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), "cities", expiring));
        }
        clock.advance(Duration.ofMinutes(9));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, V> cache = open(provider.getCacheManager(), "cities", expiring);
            assertThat(cache.get(3)).isNotNull();
            clock.advance(Duration.ofMinutes(2));
            assertThat(cache.get(3)).isNull();
            cache.cleanUp();
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    final void whatHasExpiredMeanwhileIsToldToTheListenersOfTheConfiguration() {
        OmniConfigurationBuilder<Integer, V> expiring =
                builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), "cities", expiring));
        }
        clock.advance(Duration.ofMinutes(11));
        EventLog<Integer, V> log = new EventLog<>();
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, V> cache =
                    open(provider.getCacheManager(), "cities", expiring.listener(log.configuration()));
            cache.cleanUp();
            Eventually.await("all are told", () -> log.events().size() == MANY);
            assertThat(log.events())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MANY)
                            .mapToObj(key -> "EXPIRED " + key + ": " + value("cities", key))
                            .toList());
        }
    }
}
