/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.Eventually;
import io.omnicache.ManualClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CoarseTimeTest {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final ManualClock manual = new ManualClock();
    private final CoarseTime exact = new CoarseTime(manual);
    private final CoarseTime coarse = new CoarseTime(Clock.system());

    @Test
    void withAClockOfTheUsersEveryDeadlineIsExact() {
        long deadline = manual.nanos() + MINUTE;
        assertThat(exact.hasPassed(deadline)).isFalse();
        manual.advance(Duration.ofMinutes(1).minusNanos(1));
        assertThat(exact.hasPassed(deadline)).isFalse();
        manual.advance(Duration.ofNanos(1));
        assertThat(exact.hasPassed(deadline)).isTrue();
        assertThat(exact.startOf(MINUTE)).isEqualTo(manual.nanos());
    }

    @Test
    void neverDoesNotPass() {
        assertThat(exact.hasPassed(Expirable.NEVER)).isFalse();
        assertThat(coarse.hasPassed(Expirable.NEVER)).isFalse();
        withTick(() -> assertThat(coarse.hasPassed(Expirable.NEVER)).isFalse());
    }

    @Test
    void tickRunsOnceSomebodyAsksAndMovesOn() {
        long before = knownTick();
        Eventually.await("the next tick", () -> knownTick() > before);
        assertThat(before).isLessThanOrEqualTo(Clock.system().nanos());
    }

    /** An entry that is about to go has the least deadline there is: a difference to the tick would overflow. */
    @Test
    void whatIsAboutToGoHasExpiredWhateverTheTickSays() {
        withTick(() -> assertThat(coarse.hasPassed(Long.MIN_VALUE)).isTrue());
    }

    @Test
    void nearDeadlineIsExactWhateverTheTickSays() {
        withTick(() -> {
            assertThat(coarse.hasPassed(Clock.system().nanos())).isTrue();
            assertThat(coarse.hasPassed(Clock.system().nanos() + MINUTE)).isFalse();
        });
    }

    @Test
    void shortLifeBeginsExactlyNowAndALongOneAboutNow() {
        withTick(() -> {
            long before = Clock.system().nanos();
            assertThat(coarse.startOf(MINUTE - 1))
                    .isBetween(before, Clock.system().nanos());
            assertThat(coarse.startOf(MINUTE))
                    .isBetween(before - MINUTE / 4, Clock.system().nanos() + MINUTE / 4);
        });
    }

    private void withTick(Runnable check) {
        knownTick();
        check.run();
    }

    private long knownTick() {
        long[] tick = {Tick.UNKNOWN};
        Eventually.await("a tick", () -> {
            coarse.hasPassed(Clock.system().nanos() + MINUTE); // asks for it
            tick[0] = Tick.now();
            return tick[0] != Tick.UNKNOWN;
        });
        return tick[0];
    }
}
