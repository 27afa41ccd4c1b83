/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class SizesTest {
    @Test
    void theSeriesGoesFromAThousandthToAllKeys() {
        assertThat(Sizes.series(20_484, Long.MAX_VALUE))
                .containsExactly(20L, 50L, 100L, 200L, 500L, 1_000L, 2_000L, 5_000L, 10_000L, 20_000L);
        assertThat(Sizes.series(1, Long.MAX_VALUE)).containsExactly(1L);
        assertThat(Sizes.series(7, Long.MAX_VALUE)).containsExactly(7L);
        assertThat(Sizes.series(300, Long.MAX_VALUE)).containsExactly(10L, 20L, 50L, 100L, 200L);
    }

    @Test
    void theSeriesStopsWhereMemoryDoes() {
        assertThat(Sizes.series(1_000_000, 10_000)).containsExactly(1_000L, 2_000L, 5_000L, 10_000L);
        assertThat(Sizes.series(1_000_000, 30)).containsExactly(30L);
    }

    @Test
    void unitsAreThousandsAndMillions() {
        assertThat(Sizes.ordered(new String[] {"2M", "20k", " 7 ", "20000"})).containsExactly(7L, 20_000L, 2_000_000L);
    }

    @Test
    void keysAreCountedExactlyAndBeyondAMillionNearly() {
        DistinctKeys few = new DistinctKeys();
        for (long i = 0; i < 200_000; i++) {
            few.add(i % 70_000);
            few.add(Long.toString(i % 50_000));
        }
        assertThat(few.isExact()).isTrue();
        assertThat(few.count()).isEqualTo(120_000);
        DistinctKeys many = new DistinctKeys();
        for (long i = 0; i < 5_000_000; i++) {
            many.add(i);
        }
        assertThat(many.isExact()).isFalse();
        assertThat(many.count()).isCloseTo(5_000_000, Percentage.withPercentage(1));
    }
}
