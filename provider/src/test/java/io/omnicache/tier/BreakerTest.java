/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.TierState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private final ManualClock clock = new ManualClock();
    private final List<TierState.Breaker> changes = new ArrayList<>();
    private final Breaker breaker = new Breaker(clock, Duration.ofMillis(500), () -> 0, this::changed);

    private void changed() {
        changes.add(state().breaker());
    }

    private TierState state() {
        return breaker.state("users", "file", 1, 0);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed("failure " + i);
        }
    }

    /** Returns how many seconds it takes until the tier may be tried. */
    private int secondsToTrial() {
        int seconds = 0;
        while (!breaker.isTrial()) {
            clock.advance(Duration.ofSeconds(1));
            seconds++;
        }
        return seconds;
    }

    @Test
    void opensAfterThreeFailuresInARow() {
        fail(2);
        breaker.worked(0);
        fail(2);
        assertThat(breaker.isClosed()).isTrue();
        fail(1);
        assertThat(breaker.isClosed()).isFalse();
        assertThat(state().failures()).isEqualTo(5);
        assertThat(state().reason()).contains("failure 0");
    }

    @Test
    void whatTakesTooLongIsAFailure() {
        for (int i = 0; i < 3; i++) {
            breaker.worked(Duration.ofMillis(500).toNanos());
        }
        assertThat(breaker.isClosed()).isTrue();
        for (int i = 0; i < 3; i++) {
            breaker.worked(Duration.ofMillis(501).toNanos());
        }
        assertThat(breaker.isClosed()).isFalse();
        assertThat(state().reason()).contains("an operation took longer than 500 ms");
    }

    @Test
    void pausesDoubleUntilAMinuteAndBeginAnewAfterARecovery() {
        fail(3);
        assertThat(secondsToTrial()).isEqualTo(1);
        List<Integer> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            fail(1);
            pauses.add(secondsToTrial());
        }
        assertThat(pauses).containsExactly(2, 4, 8, 16, 32, 60, 60);
        breaker.recovered();
        fail(3);
        assertThat(secondsToTrial()).isEqualTo(1);
    }

    @Test
    void pausesAreLongerByUpToAQuarter() {
        Breaker late = new Breaker(clock, Duration.ofSeconds(1), () -> 1, () -> {});
        late.open("a test");
        clock.advance(Duration.ofMillis(1_249));
        assertThat(late.isTrial()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(late.isTrial()).isTrue();
    }

    @Test
    void oneTrialAtATimeAndOneReportOfEachChange() {
        fail(10);
        secondsToTrial();
        assertThat(breaker.isTrial()).as("somebody is at it").isFalse();
        breaker.recovered();
        breaker.recovered();
        assertThat(changes)
                .containsExactly(TierState.Breaker.OPEN, TierState.Breaker.HALF_OPEN, TierState.Breaker.CLOSED);
        assertThat(state().since()).isEqualTo(java.time.Instant.ofEpochSecond(1));
    }

    @Test
    void trialThatFailedCannotRecover() {
        fail(3);
        secondsToTrial();
        fail(1);
        breaker.recovered();
        assertThat(breaker.isClosed()).isFalse();
    }
}
