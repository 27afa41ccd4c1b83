/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sleeps until {@link TimerWheel#nextDue()} finds each entry soon after its deadline. */
class TimerWheelLatenessTest {
    @ParameterizedTest(name = "made {0} {2} before, lives {1} {2}")
    @CsvSource({
        "0, 1, SECONDS",
        "0, 10, SECONDS",
        "0, 100, SECONDS",
        "0, 30, MINUTES",
        "0, 12, HOURS",
        "0, 90, DAYS",
        "0, 9000, DAYS",
        "20, 1, SECONDS",
        "900, 10, SECONDS",
        "90, 1, MINUTES",
        "50, 1, HOURS",
        "300, 1, DAYS"
    })
    void anEntryIsFoundSoonAfterItsDeadline(long idle, long life, TimeUnit unit) {
        long start = 12_345_678_901L;
        TimerWheel<TimedEntry> wheel = new TimerWheel<>(start);
        long now = start + unit.toNanos(idle); // nobody has turned the wheel meanwhile
        TimedEntry entry = new TimedEntry("entry", now + unit.toNanos(life));
        assertThat(foundAt(wheel, entry, now, wheel.schedule(entry)))
                .isBetween(entry.deadline(), entry.deadline() + TimerWheel.RESOLUTION_NANOS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void entriesOfAllLivesAreFoundSoonAfterTheirDeadlinesAndNeverBefore(long seed) {
        Random random = new Random(seed);
        TimerWheel<TimedEntry> wheel = new TimerWheel<>(0);
        List<TimedEntry> waiting = new ArrayList<>();
        long now = 0;
        for (int turn = 0; turn < 5_000; turn++) {
            if (waiting.isEmpty() || random.nextInt(3) == 0) {
                TimedEntry entry = new TimedEntry("entry", now + (random.nextLong() >>> 1 + 9 + random.nextInt(35)));
                waiting.add(entry);
                wheel.schedule(entry);
            } else {
                now = Math.max(now, wheel.nextDue());
                for (TimedEntry entry : turned(wheel, now)) {
                    assertThat(entry.deadline()).isBetween(now - TimerWheel.RESOLUTION_NANOS, now);
                    assertThat(waiting.remove(entry)).isTrue();
                }
            }
            assertThat(wheel.size()).isEqualTo(waiting.size());
        }
    }

    private static long foundAt(TimerWheel<TimedEntry> wheel, TimedEntry entry, long from, long firstAlarm) {
        long now = from;
        int turns = 0;
        for (long alarm = firstAlarm; alarm != Expirable.NEVER; alarm = wheel.nextDue()) {
            now = Math.max(now, alarm);
            assertThat(turns++).as("turns of the wheel").isLessThan(500);
            if (turned(wheel, now).contains(entry)) {
                return now;
            }
        }
        throw new AssertionError("never found");
    }

    private static List<TimedEntry> turned(TimerWheel<TimedEntry> wheel, long now) {
        List<TimedEntry> due = new ArrayList<>();
        wheel.advance(now);
        boolean more = true;
        while (more) {
            more = wheel.poll(due, 100);
        }
        return due;
    }
}
