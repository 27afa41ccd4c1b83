/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bits flipped at random in any file of a store, the snapshot and the store's own file too, while it was closed: the cache opens, says of a
 * key its newest value or nothing, and works. {@code -Domnicache.test.flips=200} makes 200 stores with 52 flips each.
 */
class FlippedCacheTest {
    private static final int STORES = Integer.getInteger("omnicache.test.flips", 10);
    private static final int FLIPS = 52;
    private static final int KEYS = 1_000;
    private static final int VERSIONS = 3;

    @TempDir
    Path folder;

    private static OmniCache<Integer, String> open(OmniCachingProvider provider, Path directory) {
        @SuppressWarnings("unchecked") // the cache has these types
        OmniCache<Integer, String> cache = provider.getCacheManager()
                .createCache(
                        "flipped",
                        OmniConfiguration.builder(Integer.class, String.class)
                                .entries(10)
                                .tier("file", Map.of("directory", directory.toString(), "overhead", "100"))
                                .build())
                .unwrap(OmniCache.class);
        return cache;
    }

    private static String value(int key, int version) {
        return "value of " + key + " in version " + version + " " + "x".repeat(key % 100);
    }

    /** Each key in three versions, every tenth removed at the end. */
    private static void fill(Path directory) {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cache = open(provider, directory);
            for (int version = 1; version <= VERSIONS; version++) {
                for (int key = 0; key < KEYS; key++) {
                    cache.put(key, value(key, version));
                }
            }
            for (int key = 0; key < KEYS; key += 10) {
                cache.remove(key);
            }
        }
    }

    private static int lost(Path directory, String what) {
        int lost = 0;
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            OmniCache<Integer, String> cache = open(provider, directory);
            for (int key = 0; key < KEYS; key++) {
                String expected = key % 10 == 0 ? null : value(key, VERSIONS);
                String read = cache.get(key);
                assertThat(read).as("%s: key %d", what, key).isIn(expected, null);
                lost += read == null && expected != null ? 1 : 0;
            }
            cache.put(KEYS, what);
            for (int key = 1; key < 100; key++) {
                cache.get(key); // so that the heap has nothing else
            }
            assertThat(cache.get(KEYS)).as("it works").isEqualTo(what);
        }
        return lost;
    }

    private static void flip(Path directory, Random random) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(directory)) {
            files = all.filter(
                            file -> Files.isRegularFile(file) && file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
        for (int i = 0; i < FLIPS; i++) {
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
    }

    @Test
    void noOldOrRemovedOrWrongValueIsReadThroughACache() throws IOException {
        Path original = folder.resolve("original");
        fill(original);
        int lost = 0;
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            assertThat(lost(original, "undamaged")).isZero();
            for (int seed = 0; seed < STORES; seed++) {
                Path flipped = folder.resolve("flipped-" + seed);
                StoreFixture.copy(original, flipped);
                flip(flipped, new Random(seed));
                lost += lost(flipped, "seed " + seed);
                lost(flipped, "seed " + seed + " opened again");
            }
            assertThat(log.messages()).anyMatch(message -> message.contains("file tier opened"));
        }
        System.out.printf("%d flips in %d stores cost %d keys%n", STORES * FLIPS, STORES, lost);
        assertThat(lost).as("keys that flips have cost").isPositive().isLessThan(STORES * KEYS / 2);
    }
}
