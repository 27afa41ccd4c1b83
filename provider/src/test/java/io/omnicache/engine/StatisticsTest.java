/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StatisticsTest {
    private static final int SAMPLED_EACH = 256;

    private final Statistics statistics = new Statistics();

    @ParameterizedTest
    @EnumSource
    void eachCounterCountsForItself(Counter counted) {
        statistics.enable(true);
        statistics.count(counted);
        statistics.count(counted);
        for (Counter counter : Counter.values()) {
            assertThat(statistics.get(counter)).as("%s", counter).isEqualTo(counter == counted ? 2 : 0);
        }
    }

    @Test
    void nothingIsCountedOrTimedBeforeItIsSwitchedOn() {
        statistics.count(Counter.HITS);
        assertThat(statistics.start(Timed.GET)).isZero();
        statistics.clear();
        assertThat(statistics.isEnabled()).isFalse();
        assertThat(statistics.get(Counter.HITS)).isZero();
        assertThat(statistics.averageMicros(Timed.GET)).isZero();
    }

    @Test
    void countsStayWhileItIsSwitchedOff() {
        statistics.enable(true);
        statistics.count(Counter.PUTS);
        statistics.enable(false);
        statistics.count(Counter.PUTS);
        assertThat(statistics.get(Counter.PUTS)).isOne();
        statistics.enable(true);
        statistics.count(Counter.PUTS);
        assertThat(statistics.get(Counter.PUTS)).isEqualTo(2);
    }

    @Test
    void clearSetsCountsAndTimesToZero() {
        statistics.enable(true);
        statistics.count(Counter.MISSES);
        statistics.stop(Timed.PUT, statistics.start(Timed.PUT));
        statistics.clear();
        assertThat(statistics.get(Counter.MISSES)).isZero();
        assertThat(statistics.averageMicros(Timed.PUT)).isZero();
        statistics.count(Counter.MISSES);
        assertThat(statistics.get(Counter.MISSES)).isOne();
    }

    @Test
    void firstAndThenEach256thOperationOfAKindIsTimed() {
        statistics.enable(true);
        List<Integer> timed = new ArrayList<>();
        for (int i = 0; i <= 2 * SAMPLED_EACH; i++) {
            if (statistics.start(Timed.GET) != 0) {
                timed.add(i);
            }
        }
        assertThat(timed).containsExactly(0, SAMPLED_EACH, 2 * SAMPLED_EACH);
        assertThat(statistics.start(Timed.REMOVE)).as("another kind").isNotZero();
    }

    @Test
    void averageIsThatOfTheMeasuredOperationsInMicroseconds() {
        statistics.enable(true);
        long started = System.nanoTime() - 3_000_000;
        statistics.stop(Timed.GET, started | 1);
        statistics.stop(Timed.GET, 0);
        assertThat(statistics.averageMicros(Timed.GET)).isBetween(2_900f, 60_000_000f);
        assertThat(statistics.averageMicros(Timed.PUT)).isZero();
    }

    @Test
    void clockThatSeemsToRunBackwardGivesNoNegativeAverage() {
        statistics.enable(true);
        statistics.stop(Timed.GET, System.nanoTime() + 3_600_000_000_000L);
        assertThat(statistics.averageMicros(Timed.GET)).isZero();
    }

    @Test
    void countsOfManyThreadsAreExact() throws InterruptedException {
        statistics.enable(true);
        int each = 10_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    statistics.count(Counter.HITS);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(statistics.get(Counter.HITS)).isEqualTo(8L * each);
    }
}
