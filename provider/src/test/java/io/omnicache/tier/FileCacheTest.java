/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCachingProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** A cache over a file, as its users see it. */
class FileCacheTest extends StoredCacheContract<FileCacheTest.City> {
    /** A value that JSON proves to carry. */
    record City(String name, int people) {}

    FileCacheTest() {
        super("file", City.class);
    }

    @Override
    City value(String cache, int key) {
        return new City(cache + " " + key, key);
    }

    @Test
    void destroyDeletesWhatIsStored() throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            fill(open(manager, "cities", builder()));
            manager.destroyCache("cities");
            assertThat(open(manager, "cities", builder()).size()).isZero();
            manager.destroyCache("cities");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".jsonl"))).isEmpty();
        }
    }

    @Test
    void recordsStandInTheFileAsJson() throws IOException {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            open(provider.getCacheManager(), "cities", builder()).put(1, new City("Zürich", 440_000));
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
            fill(open(one, "cities", builder()));
            assertThat(open(other, "cities", builder()).size()).isZero();
        }
    }
}
