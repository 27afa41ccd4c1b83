/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an order keeps beside the entries: at most 24 bytes for each, and 128 KiB. */
final class AdaptiveMemoryTest {
    private static final long SEED = 5;
    private static final long PER_ENTRY = 24;
    private static final long FIXED = 128 * 1024;
    private static final long EMPTY = 600;

    private static AdaptiveOrder order(long maximum) {
        return new AdaptiveOrder(maximum, new Seed(SEED));
    }

    private static long most(long entries) {
        return PER_ENTRY * entries + FIXED;
    }

    @Test
    void emptyOrderIsSmall() {
        assertThat(ObjectGraph.bytes(order(1_000_000))).isLessThan(EMPTY);
    }

    @Test
    void orderOfFewEntriesBelowALargeMaximumIsSmall() {
        AdaptiveOrder order = order(1_000_000);
        Loads.hitRate(new KeysOnly(order, 1_000_000), Loads.scan(0), 1_000);
        assertThat(ObjectGraph.bytes(order)).isLessThan(PER_ENTRY * 1_000 + EMPTY);
    }

    @ParameterizedTest(name = "{0} entries")
    @ValueSource(ints = {1, 15, 16, 100, 520, 1_000, 1_030, 2_050, 5_000, 20_000, 100_000})
    void fullOrderKeepsWithinItsBound(int maximum) {
        AdaptiveOrder order = order(maximum);
        KeysOnly cache = new KeysOnly(order, maximum);
        Random random = new Random(SEED);
        Loads.hitRate(cache, Loads.skewed(0, 20 * maximum, random), 15 * maximum);
        Loads.hitRate(cache, Loads.loop(1 << 28, 3 * maximum / 2), 5 * maximum);
        assertThat(ObjectGraph.bytes(order)).isLessThan(most(maximum));
    }

    @Test
    void boundHoldsWhileTheCacheGrows() {
        int maximum = 50_000;
        AdaptiveOrder order = order(maximum);
        KeysOnly cache = new KeysOnly(order, maximum);
        for (int i = 0; i < maximum; i++) {
            cache.request(i);
            if (i % 500 == 0) {
                assertThat(ObjectGraph.bytes(order)).as("%d entries", i).isLessThan(most(i));
            }
        }
    }

    @Test
    void removalsLeaveLittleBehindInTheQueues() {
        int maximum = 50_000;
        AdaptiveOrder order = order(maximum);
        KeysOnly cache = new KeysOnly(order, maximum);
        Loads.hitRate(cache, Loads.scan(0), 2 * maximum);
        long full = ObjectGraph.bytes(order);
        List<Integer> keys = new ArrayList<>(cache.present.keySet());
        Collections.shuffle(keys, new Random(SEED));
        keys.subList(0, keys.size() * 9 / 10).forEach(cache::remove);
        assertThat(ObjectGraph.bytes(order)).isLessThan(full - 4L * maximum * 8 / 10);
    }
}
