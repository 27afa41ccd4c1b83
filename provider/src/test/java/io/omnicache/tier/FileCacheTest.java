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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache over a file, as its users see it. */
class FileCacheTest {
    private static final int MANY = 500;

    @TempDir
    Path directory;

    private final ManualClock clock = new ManualClock();

    /** A value that JSON proves to carry. */
    record City(String name, int people) {}

    private OmniConfigurationBuilder<Integer, City> builder() {
        return OmniConfiguration.builder(Integer.class, City.class)
                .clock(clock)
                .entries(10)
                .tier("file", Map.of("directory", directory.toString()));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, City> open(CacheManager manager, OmniConfigurationBuilder<Integer, City> builder) {
        return manager.createCache("cities", builder.build()).unwrap(OmniCache.class);
    }

    private static void fill(OmniCache<Integer, City> cache) {
        IntStream.range(0, MANY).forEach(key -> cache.put(key, new City("city " + key, key)));
    }

    @Test
    void whatWasPutIsThereAgainAfterClosing() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), builder()));
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, City> cache = open(provider.getCacheManager(), builder());
            assertThat(cache.size()).isEqualTo(MANY);
            IntStream.range(0, MANY).forEach(key -> assertThat(cache.get(key)).isEqualTo(new City("city " + key, key)));
            assertThat(cache.remove(7)).isTrue();
        }
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            assertThat(open(provider.getCacheManager(), builder()).containsKey(7))
                    .isFalse();
        }
    }

    @Test
    void deadlinesGoOnWhileTheCacheIsClosed() {
        OmniConfigurationBuilder<Integer, City> expiring =
                builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            fill(open(provider.getCacheManager(), expiring));
        }
        clock.advance(Duration.ofMinutes(9));
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, City> cache = open(provider.getCacheManager(), expiring);
            assertThat(cache.get(3)).isNotNull();
            clock.advance(Duration.ofMinutes(2));
            assertThat(cache.get(3)).isNull();
            cache.cleanUp();
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    void destroyDeletesWhatIsStored() throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            fill(open(manager, builder()));
            manager.destroyCache("cities");
            assertThat(open(manager, builder()).size()).isZero();
            manager.destroyCache("cities");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).isEmpty();
        }
    }

    @Test
    void recordsStandInTheFileAsJson() throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            open(provider.getCacheManager(), builder()).put(1, new City("Zürich", 440_000));
            try (Stream<Path> files = Files.walk(directory)) {
                assertThat(files.filter(file -> file.toString().endsWith(".jsonl")))
                        .anySatisfy(file -> assertThat(Files.readString(file))
                                .contains("\"name\":\"Zürich\"", "\"people\":440000"));
            }
        }
    }

    @Test
    void managersOfDifferentUrisHaveNothingInCommon() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            ClassLoader loader = getClass().getClassLoader();
            CacheManager one = provider.getCacheManager(URI.create("omnicache:one"), loader, new Properties());
            CacheManager other = provider.getCacheManager(URI.create("omnicache:other"), loader, new Properties());
            fill(open(one, builder()));
            assertThat(open(other, builder()).size()).isZero();
        }
    }
}
