/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeladyTest {
    private static final int RANDOM_TRACES = 2_000;

    /* By hand. abcab, 1: a is kept, b c b pass by. abab, 1: a or b. abcdabcd, 2: a and b. aabb, 1: a goes in time. */
    @ParameterizedTest
    @CsvSource({
        "abcab, 1, 1",
        "abcab, 2, 2",
        "abab, 1, 1",
        "abcdabcd, 2, 2",
        "aabb, 1, 2",
        "abacada, 1, 3",
        "abcd, 9, 0"
    })
    void keepsWhatIsAskedForSoonest(String requests, long size, long hits) {
        Object[] keys = requests.chars().mapToObj(Character::toString).toArray();
        assertThat(Belady.hits(uses(keys), size)).isEqualTo(hits);
    }

    @Test
    void aLoopHitsAsManyPerRoundAsThereIsRoom() {
        Object[] keys = new Object[500 * 100];
        Arrays.setAll(keys, i -> (long) i % 100);
        assertThat(Belady.hits(uses(keys), 64)).isEqualTo(499 * 64); // always storing would get 63 of 99
    }

    @Test
    void nothingHitsNothing() {
        assertThat(Belady.hits(uses(), 3)).isZero();
    }

    @Test
    void noOtherChoiceOfWhatToStoreAndWhatToDropHitsMore() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_TRACES; i++) {
            int[] trace = random.ints(1 + random.nextInt(24), 0, 1 + random.nextInt(7))
                    .toArray();
            int size = 1 + random.nextInt(4);
            Object[] keys = Arrays.stream(trace).mapToObj(Long::valueOf).toArray();
            assertThat(Belady.hits(uses(keys), size))
                    .as("seed %d, trace %d %s, size %d", seed, i, Arrays.toString(trace), size)
                    .isEqualTo(most(trace, size));
        }
    }

    /** Tries everything: per set of stored keys (a bit each), the most hits so far. */
    private static int most(int[] trace, int size) {
        Map<Integer, Integer> best = new HashMap<>(Map.of(0, 0));
        for (int key : trace) {
            Map<Integer, Integer> next = new HashMap<>();
            best.forEach((stored, hits) -> {
                if ((stored & 1 << key) != 0) {
                    next.merge(stored, hits + 1, Math::max);
                    return;
                }
                next.merge(stored, hits, Math::max);
                if (Integer.bitCount(stored) < size) {
                    next.merge(stored | 1 << key, hits, Math::max);
                }
                for (int dropped = stored; dropped != 0; dropped &= dropped - 1) {
                    next.merge(stored & ~Integer.lowestOneBit(dropped) | 1 << key, hits, Math::max);
                }
            });
            best = next;
        }
        return best.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static NextUses uses(Object... keys) {
        NextUses uses = new NextUses(1L << 30);
        assertThat(uses.add(keys, keys.length)).isTrue();
        return uses;
    }
}
