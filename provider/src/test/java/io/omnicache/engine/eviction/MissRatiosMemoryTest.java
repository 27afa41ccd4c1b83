/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the curve keeps: at most 1 % of the memory of a cache of 100 bytes per entry, and never more than that of 20,000 for less. */
final class MissRatiosMemoryTest {
    private static final long SEED = 7;
    private static final long ENTRY = 100;
    private static final long FLOOR = 20_000;

    private static long bytes(EvictionStrategy strategy, int maximum) {
        MissRatios ratios = new MissRatios(strategy, maximum, 0, false, () -> {}, () -> new Seed(SEED));
        Random random = new Random(SEED);
        int requests = 30 * Math.max(1_000, maximum);
        for (int i = 0; i < requests; i++) {
            ratios.onAdd(new KeysOnly.Key(random.nextInt(20 * maximum), 1));
        }
        return ObjectGraph.bytes(ratios);
    }

    @ParameterizedTest(name = "adaptive, {0} entries")
    @ValueSource(ints = {1, 10, 64, 1_000, 10_000, 20_000, 50_000, 100_000, 200_000, 1_000_000})
    void curveOfTheDefaultTakesLessThanOnePercent(int maximum) {
        long most = Math.max(FLOOR, maximum) * ENTRY / 100;
        assertThat(bytes(new AdaptiveStrategy(), maximum)).isLessThan(most);
    }

    @ParameterizedTest(name = "{0}, {1} entries")
    @CsvSource({
        "lru,20000",
        "lru,100000",
        "fifo,20000",
        "sieve,20000",
        "sieve,100000",
        "lfu,20000",
        "size,20000",
        "ttl,20000"
    })
    void curvesOfTheOthersToo(String strategy, int maximum) {
        EvictionStrategy named = Strategies.named(strategy, getClass().getClassLoader());
        assertThat(bytes(named, maximum)).isLessThan(maximum * ENTRY / 100);
    }
}
