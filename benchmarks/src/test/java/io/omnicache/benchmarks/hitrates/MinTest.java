/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MinTest {
    private static final int RANDOM_TRACES = 500;

    @Test
    void aKeyThatIsAskedForLastOfAllIsNotStored() {
        assertThat(hits(1, 1, 2, 3, 1, 2)).isEqualTo(1);
        assertThat(hits(2, 1, 2, 3, 1, 2)).isEqualTo(2);
    }

    @Test
    void aLoopHitsAsManyPerRoundAsThereIsRoom() {
        long[] loop = LongStream.range(0, 5_000).map(i -> i % 100).toArray();
        assertThat(hits(64, loop)).isEqualTo(49 * 64);
    }

    @Test
    void agreesWithAPlainSearchForTheNextUse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_TRACES; i++) {
            long[] keys =
                    random.longs(random.nextInt(200), 0, 1 + random.nextInt(40)).toArray();
            int size = 1 + random.nextInt(10);
            assertThat(hits(size, keys))
                    .as("seed %d, trace %d %s, size %d", seed, i, Arrays.toString(keys), size)
                    .isEqualTo(searched(size, keys));
        }
    }

    private static long hits(long size, long... keys) {
        return new Min().hits(Trace.of("t", keys), size);
    }

    private static long searched(int size, long... keys) {
        Set<Long> stored = new HashSet<>();
        long hits = 0;
        for (int i = 0; i < keys.length; i++) {
            int now = i;
            if (!stored.add(keys[i])) {
                hits++;
            } else if (stored.size() > size) {
                stored.remove(stored.stream()
                        .max(Comparator.comparingInt(key -> nextUse(key, now, keys)))
                        .orElseThrow());
            }
        }
        return hits;
    }

    private static int nextUse(long key, int now, long... keys) {
        for (int i = now + 1; i < keys.length; i++) {
            if (keys[i] == key) {
                return i;
            }
        }
        return keys.length;
    }
}
