/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What throws during a sweep keeps neither the other entries nor a lock. */
class SweepFailureTest {
    private static volatile boolean failing;

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void close() {
        failing = false;
        provider.close();
    }

    @Test
    void aKeyThatThrowsKeepsNoOtherEntry() {
        OmniCache<Touchy, String> cache = create(Touchy.class, Clock.system());
        for (int i = 0; i < 200; i++) {
            cache.put(new Touchy(i), "value");
        }
        failing = true; // for key 7 alone
        Eventually.await("the other entries have gone", () -> cache.size() <= 1);
    }

    @Test
    void aClockThatThrowsLeavesNoLock() {
        FailingClock clock = new FailingClock();
        OmniCache<Integer, String> cache = create(Integer.class, clock);
        cache.put(1, "value");
        clock.now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        clock.failIn = 2; // the sweep's own reading, then that of the step
        cache.cleanUp();
        assertThat(clock.failIn).as("it has failed").isZero();
        assertThat(cache.size()).as("the entry stays for the next sweep").isOne();
        cache.put(1, "next");
        assertThat(cache.get(1)).isEqualTo("next");
    }

    @SuppressWarnings("unchecked") // the caches of our provider are OmniCaches
    private <K> OmniCache<K, String> create(Class<K> key, Clock clock) {
        CacheEntryExpiredListener<K, String> listener = events -> {};
        return provider.getCacheManager()
                .createCache(
                        "swept",
                        OmniConfiguration.builder(key, String.class)
                                .byValue(false)
                                .clock(clock)
                                .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 300)))
                                .listener(new MutableCacheEntryListenerConfiguration<>(
                                        new FactoryBuilder.SingletonFactory<>(listener), null, false, true))
                                .build())
                .unwrap(OmniCache.class);
    }

    /** A key whose hash code cannot always be had. */
    record Touchy(int number) {
        @Override
        public int hashCode() {
            if (failing && number == 7) {
                throw new IllegalStateException("no hash code now");
            }
            return number;
        }
    }
}
