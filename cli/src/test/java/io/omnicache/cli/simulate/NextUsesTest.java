/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NextUsesTest {
    private static final int BATCH = 1_000;

    @Test
    void knowsForEachRequestTheNextOneOfItsKey() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Object[] keys = new Object[300 * BATCH];
        Arrays.setAll(keys, i -> (long) (random.nextGaussian() * 20_000));
        NextUses uses = new NextUses(1L << 30);
        for (int from = 0; from < keys.length; from += BATCH) {
            assertThat(uses.add(Arrays.copyOfRange(keys, from, from + BATCH), BATCH))
                    .isTrue();
        }
        assertThat(uses.requests()).isEqualTo(keys.length);
        assertThat(uses.keys()).isEqualTo((int) Arrays.stream(keys).distinct().count());
        Map<Object, Integer> next = new HashMap<>();
        for (int i = keys.length - 1; i >= 0; i--) {
            assertThat(uses.after(i))
                    .as("seed %d, request %d", seed, i)
                    .isEqualTo(next.getOrDefault(keys[i], NextUses.NEVER));
            next.put(keys[i], i);
        }
    }

    @Test
    void refusesABatchThatTheMemoryIsTooSmallForAndKeepsWhatItHas() {
        NextUses uses = new NextUses(1 << 20);
        Object[] batch = new Object[BATCH];
        Arrays.fill(batch, "key");
        int taken = 0;
        while (uses.add(batch, BATCH)) {
            taken += BATCH;
        }
        assertThat(taken).isBetween(100_000, (1 << 20) / Integer.BYTES);
        assertThat(uses.requests()).isEqualTo(taken);
        assertThat(uses.after(0)).isEqualTo(1);
    }

    @Test
    void differentKeysTakeMemoryToo() {
        NextUses uses = new NextUses(1 << 20);
        Object[] batch = new Object[BATCH];
        int taken = 0;
        do {
            int from = taken;
            Arrays.setAll(batch, i -> (long) from + i);
            taken += BATCH;
        } while (uses.add(batch, BATCH));
        assertThat(taken).isBetween(10_000, (1 << 20) / (Integer.BYTES + Long.BYTES + Integer.BYTES));
    }
}
