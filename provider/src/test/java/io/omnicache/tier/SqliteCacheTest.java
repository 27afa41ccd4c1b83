/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

/** A cache over a database, as its users see it. */
class SqliteCacheTest extends StoredCacheContract<String> {
    SqliteCacheTest() {
        super("sqlite", String.class);
    }

    @Override
    String value(String cache, int key) {
        return cache + " " + key;
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
