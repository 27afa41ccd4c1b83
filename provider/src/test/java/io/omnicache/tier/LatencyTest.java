/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    private final Latency latency = new Latency();

    @Test
    void nothingTookNoTime() {
        assertThat(latency.quantile(0.99)).isZero();
        assertThat(latency.longest()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 1_000, 123_456_789, Long.MAX_VALUE / 2, Long.MAX_VALUE})
    void oneIsAllQuantiles(long nanos) {
        latency.took(nanos);
        assertThat(latency.quantile(0.5)).isEqualTo(nanos);
        assertThat(latency.quantile(0.99)).isEqualTo(nanos);
        assertThat(latency.longest()).isEqualTo(nanos);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99, 1})
    void quantilesAreAtMostAnEighthTooLarge(double part) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long[] times = new long[10_000];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) Math.exp(20 * random.nextDouble());
            latency.took(times[i]);
        }
        Arrays.sort(times);
        long exact = times[(int) Math.ceil(part * times.length) - 1];
        assertThat(latency.quantile(part)).as("seed %d", seed).isBetween(exact, exact + exact / 8 + 1);
    }
}
