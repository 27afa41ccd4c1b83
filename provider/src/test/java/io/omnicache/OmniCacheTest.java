/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.config.OmniConfiguration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is beyond the standard. */
final class OmniCacheTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    private OmniCache<String, Integer> expiring() {
        return unwrapped(manager.createCache(
                "users",
                OmniConfiguration.builder(String.class, Integer.class)
                        .byValue(StoreMode.byValue(true))
                        .clock(clock)
                        .expiry(CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.SECONDS, 10)))
                        .build()));
    }

    @SuppressWarnings("unchecked") // of the same types
    private static OmniCache<String, Integer> unwrapped(Cache<String, Integer> cache) {
        return cache.unwrap(OmniCache.class);
    }

    @Test
    void cacheUnwrapsToItself() {
        OmniCache<String, Integer> cache = expiring();
        assertThat((Object) cache.unwrap(Cache.class)).isSameAs(cache);
        assertThat((Object) cache).isSameAs(manager.getCache("users"));
    }

    @Test
    void sizeCountsEntriesAlsoThoseThatExpiredAndHaveNotLeft() {
        OmniCache<String, Integer> cache = expiring();
        cache.put("a", 1);
        clock.advance(Duration.ofSeconds(5));
        cache.put("b", 2);
        assertThat(cache.size()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(6));
        assertThat(cache.size()).isEqualTo(2);
        cache.cleanUp();
        assertThat(cache.size()).isOne();
        assertThat(cache.containsKey("b")).isTrue();
    }

    @Test
    void closedCacheRefuses() {
        OmniCache<String, Integer> cache = expiring();
        cache.close();
        assertThatThrownBy(cache::size)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'users' is closed");
        assertThatThrownBy(cache::cleanUp)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'users' is closed");
    }

    @Test
    void scopedCacheIsDestroyedAtTheEndOfItsScope() {
        Cache<String, Integer> seen;
        try (ScopedCache<String, Integer> scope =
                OmniCache.scoped(manager, "import", new MutableConfiguration<String, Integer>())) {
            seen = scope.cache();
            seen.put("a", 1);
            assertThat(manager.getCacheNames()).containsExactly("import");
        }
        assertThat(seen.isClosed()).isTrue();
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void scopeLeavesALaterCacheOfItsNameAlone() {
        ScopedCache<String, Integer> scope =
                OmniCache.scoped(manager, "import", new MutableConfiguration<String, Integer>());
        scope.close();
        Cache<String, Integer> later = manager.createCache("import", new MutableConfiguration<>());
        scope.close();
        assertThat(later.isClosed()).isFalse();
    }

    @Test
    void scopeOfANameThatIsTakenOrOfAClosedManagerIsRefused() {
        manager.createCache("import", new MutableConfiguration<>());
        assertThatThrownBy(() -> OmniCache.scoped(manager, "import", new MutableConfiguration<>()))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("Cache 'import' exists already");
        manager.close();
        assertThatThrownBy(() -> OmniCache.scoped(manager, "other", new MutableConfiguration<>()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void systemClockIsNeverNegativeAndRunsForward() throws InterruptedException {
        Clock system = Clock.system();
        long before = system.nanos();
        system.sleep(Duration.ofMillis(2));
        assertThat(before).isNotNegative();
        assertThat(system.nanos() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2).toNanos());
        assertThat(system.millis()).isCloseTo(System.currentTimeMillis(), org.assertj.core.data.Offset.offset(60_000L));
    }
}
