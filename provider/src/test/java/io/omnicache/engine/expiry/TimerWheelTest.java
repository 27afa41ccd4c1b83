/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TimerWheelTest {
    private static final long START = 12_345_678_901L;
    private static final long RESOLUTION = TimerWheel.RESOLUTION_NANOS;

    private final TimerWheel<TimedEntry> wheel = new TimerWheel<>(START);

    private TimedEntry scheduled(Duration ahead) {
        TimedEntry entry = new TimedEntry("entry", START + ahead.toNanos());
        wheel.schedule(entry);
        return entry;
    }

    private List<TimedEntry> dueAt(long now) {
        wheel.advance(now);
        List<TimedEntry> due = new ArrayList<>();
        while (wheel.poll(due, 2)) {
            assertThat(wheel.size()).isNotNegative();
        }
        return due;
    }

    /** Turns the wheel whenever it wants to be turned; returns when the entry came. */
    private long turnUntilDue(TimedEntry entry) {
        for (int turns = 0; turns < 1_000; turns++) {
            long next = wheel.nextDue();
            if (dueAt(next).contains(entry)) {
                return next;
            }
        }
        throw new AssertionError("did not come within 1,000 turns: " + entry);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PT0S", "PT0.1S", "PT5S", "PT10S", "PT1M", "PT5M", "PT20M", "PT7H", "PT20H", "P20D", "P40D", "P3000D"
            })
    void entryComesWithinTheResolutionAfterItsDeadlineOnEveryLevel(Duration ahead) {
        TimedEntry entry = scheduled(ahead);
        long came = turnUntilDue(entry);
        assertThat(came).isBetween(entry.deadline(), entry.deadline() + RESOLUTION);
        assertThat(wheel.size()).isZero();
        assertThat(wheel.nextDue()).isEqualTo(Expirable.NEVER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "PT10S", "PT20M", "PT20H", "P40D", "P3000D"})
    void entryNeverComesBeforeItsDeadlineButComesInOneTurnThatPassesIt(Duration ahead) {
        TimedEntry entry = scheduled(ahead);
        assertThat(dueAt(entry.deadline() - 1)).isEmpty();
        assertThat(dueAt(entry.deadline() + RESOLUTION)).containsExactly(entry);
    }

    @Test
    void entryThatIsDueAlreadyComesWithTheNextTurn() {
        TimedEntry late = new TimedEntry("late", START - 1_000);
        TimedEntry expired = new TimedEntry("expired", Long.MIN_VALUE);
        assertThat(wheel.schedule(late)).isBetween(START, START + RESOLUTION);
        wheel.schedule(expired);
        assertThat(dueAt(START + RESOLUTION)).containsExactly(late, expired);
    }

    @Test
    void eternalEntryIsNotLinked() {
        TimedEntry eternal = new TimedEntry("eternal", Expirable.NEVER);
        assertThat(wheel.schedule(eternal)).isEqualTo(Expirable.NEVER);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void furthestFutureDoesNotOverflow() {
        TimedEntry entry = new TimedEntry("furthest", Long.MAX_VALUE - 1);
        assertThat(wheel.schedule(entry)).isPositive().isLessThan(Long.MAX_VALUE);
        assertThat(dueAt(Long.MAX_VALUE - 2)).isEmpty();
        assertThat(wheel.size()).isOne();
    }

    @Test
    void extendedDeadlineCostsNothingUntilTheOldBucketPasses() {
        TimedEntry entry = scheduled(Duration.ofSeconds(1));
        long later = START + Duration.ofMinutes(2).toNanos();
        entry.deadline(later);
        assertThat(wheel.schedule(entry)).as("nothing to do").isEqualTo(Expirable.NEVER);
        assertThat(dueAt(START + Duration.ofSeconds(2).toNanos())).isEmpty();
        assertThat(wheel.size()).isOne();
        assertThat(turnUntilDue(entry)).isBetween(later, later + RESOLUTION);
    }

    @Test
    void entryThatBecameEternalLeavesWhenItsOldBucketPasses() {
        TimedEntry entry = scheduled(Duration.ofSeconds(1));
        entry.deadline(Expirable.NEVER);
        assertThat(dueAt(START + Duration.ofSeconds(2).toNanos())).isEmpty();
        assertThat(wheel.size()).isZero();
    }

    @Test
    void soonerDeadlineMovesTheEntry() {
        TimedEntry entry = scheduled(Duration.ofDays(3));
        entry.deadline(START + Duration.ofSeconds(3).toNanos());
        assertThat(wheel.schedule(entry)).isBetween(entry.deadline(), entry.deadline() + RESOLUTION);
        assertThat(wheel.size()).isOne();
        assertThat(turnUntilDue(entry)).isLessThanOrEqualTo(entry.deadline() + RESOLUTION);
    }

    @Test
    void cancelledEntryDoesNotComeAndIsLetGo() {
        TimedEntry entry = scheduled(Duration.ofSeconds(1));
        TimedEntry stays = scheduled(Duration.ofSeconds(1));
        wheel.cancel(entry);
        wheel.cancel(entry);
        assertThat(entry.next()).isNull();
        assertThat(entry.previous()).isNull();
        assertThat(dueAt(START + Duration.ofSeconds(2).toNanos())).containsExactly(stays);
    }

    @Test
    void deadEntryIsNotLinkedAgain() {
        TimedEntry entry = new TimedEntry("dead", START + 1);
        entry.die();
        assertThat(wheel.schedule(entry)).isEqualTo(Expirable.NEVER);
        wheel.retry(entry);
        assertThat(wheel.size()).isZero();
    }

    @Test
    void entryThatIsToBeRetriedComesAgainALittleLater() {
        TimedEntry entry = scheduled(Duration.ofSeconds(1));
        long came = turnUntilDue(entry);
        wheel.retry(entry);
        wheel.retry(entry);
        assertThat(wheel.size()).isOne();
        assertThat(turnUntilDue(entry)).isBetween(came + RESOLUTION, came + 2 * RESOLUTION);
    }

    @Test
    void pollTakesNoMoreThanAskedFor() {
        for (int i = 0; i < 5; i++) {
            scheduled(Duration.ofSeconds(1));
        }
        wheel.advance(START + Duration.ofSeconds(2).toNanos());
        List<TimedEntry> due = new ArrayList<>();
        assertThat(wheel.poll(due, 3)).as("there may be more").isTrue();
        assertThat(due).hasSize(3);
        assertThat(wheel.nextDue())
                .as("the rest is due now")
                .isEqualTo(START + Duration.ofSeconds(2).toNanos());
        assertThat(wheel.poll(due, 3)).isFalse();
        assertThat(due).hasSize(5);
    }

    @Test
    void wheelDoesNotTurnBack() {
        TimedEntry entry = scheduled(Duration.ofSeconds(1));
        assertThat(dueAt(START - Duration.ofSeconds(10).toNanos())).isEmpty();
        assertThat(turnUntilDue(entry)).isBetween(entry.deadline(), entry.deadline() + RESOLUTION);
    }
}
