/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a database, as its users see it. */
class SqliteCacheTest {
    private static final int MANY = 500;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    private OmniConfigurationBuilder<Integer, String> builder(String... options) {
        return OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .entries(10)
                .tier(
                        "sqlite",
                        options.length == 0
                                ? Map.of("directory", directory.toString())
                                : Map.of("directory", directory.toString(), options[0], options[1]));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private static OmniCache<Integer, String> open(
            CacheManager manager, String name, OmniConfigurationBuilder<Integer, String> builder) {
        return manager.createCache(name, builder.build()).unwrap(OmniCache.class);
    }

    private static void fill(OmniCache<Integer, String> cache) {
        IntStream.range(0, MANY).forEach(key -> cache.put(key, cache.getName() + " " + key));
    }

    @Test
    void whatWasPutIsThereAgainAfterClosing() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), "cities", builder()));
            fill(open(provider.getCacheManager(), "rivers", builder()));
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cities = open(provider.getCacheManager(), "cities", builder());
            OmniCache<Integer, String> rivers = open(provider.getCacheManager(), "rivers", builder());
            assertThat(cities.size()).isEqualTo(MANY);
            IntStream.range(0, MANY).forEach(key -> {
                assertThat(cities.get(key)).isEqualTo("cities " + key);
                assertThat(rivers.get(key)).isEqualTo("rivers " + key);
            });
            assertThat(cities.remove(7)).isTrue();
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            assertThat(open(provider.getCacheManager(), "cities", builder()).containsKey(7))
                    .isFalse();
        }
    }

    @Test
    void deadlinesGoOnWhileTheCacheIsClosed() {
        OmniConfigurationBuilder<Integer, String> expiring =
                builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), "cities", expiring));
        }
        clock.advance(Duration.ofMinutes(9));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cache = open(provider.getCacheManager(), "cities", expiring);
            assertThat(cache.get(3)).isNotNull();
            clock.advance(Duration.ofMinutes(2));
            assertThat(cache.get(3)).isNull();
            cache.cleanUp();
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    void boundBelowIsKept() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cache = open(provider.getCacheManager(), "cities", builder("entries", "100"));
            fill(cache);
            assertThat(cache.size()).isBetween(50L, 100L);
            assertThat(cache.get(MANY - 1)).isNotNull();
        }
    }

    @Test
    void destroyDeletesWhatIsStored() throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            fill(open(manager, "cities", builder()));
            fill(open(manager, "rivers", builder()));
            manager.destroyCache("cities");
            assertThat(open(manager, "cities", builder()).size()).isZero();
            manager.destroyCache("cities");
            manager.destroyCache("rivers");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> !file.toString().endsWith(".lock"))).isEmpty();
        }
    }
}
