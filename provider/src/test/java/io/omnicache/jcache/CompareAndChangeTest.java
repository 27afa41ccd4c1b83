/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompareAndChangeTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final AtomicInteger comparisons = new AtomicInteger();

    @AfterEach
    void close() {
        provider.close();
    }

    /** A value that counts how often values are compared. */
    private record Counted(int number, AtomicInteger comparisons) {
        @Override
        public boolean equals(Object other) {
            comparisons.incrementAndGet();
            return other instanceof Counted that && that.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void valuesAreComparedOnceWhicheverWayIsTaken(boolean shortWay) {
        Cache<String, Counted> cache = cache(shortWay);
        cache.put("key", value(1));
        assertThat(cache.replace("key", value(2), value(3))).isFalse();
        assertThat(comparisons.getAndSet(0)).isOne();
        assertThat(cache.replace("key", value(1), value(3))).isTrue();
        assertThat(comparisons.getAndSet(0)).isOne();
        assertThat(cache.remove("key", value(1))).isFalse();
        assertThat(comparisons.getAndSet(0)).isOne();
        assertThat(cache.remove("key", value(3))).isTrue();
        assertThat(comparisons.getAndSet(0)).isOne();
        assertThat(cache.replace("key", value(3), value(4))).isFalse();
        assertThat(comparisons).hasValue(0);
    }

    private Counted value(int number) {
        return new Counted(number, comparisons);
    }

    private Cache<String, Counted> cache(boolean shortWay) {
        Duration minute = new Duration(TimeUnit.MINUTES, 1);
        return provider.getCacheManager()
                .createCache(
                        "compared",
                        OmniConfiguration.builder(String.class, Counted.class)
                                .byValue(false)
                                .expiry(
                                        shortWay
                                                ? CreatedExpiryPolicy.factoryOf(minute)
                                                : ModifiedExpiryPolicy.factoryOf(minute))
                                .build());
    }
}
