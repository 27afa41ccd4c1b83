/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class AlarmTest {
    private static final long SOON = Duration.ofMillis(20).toNanos();
    private static final long FAR = Duration.ofHours(1).toNanos();

    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicReference<String> thread = new AtomicReference<>();

    private static long now() {
        return Clock.system().nanos();
    }

    private long wake() {
        thread.set(Thread.currentThread().getName());
        woken.incrementAndGet();
        return Expirable.NEVER;
    }

    @Test
    void ringsAtItsTimeOnTheTimersThread() {
        Alarm.Sleeper sleeper = this::wake;
        Alarm alarm = new Alarm(Clock.system(), sleeper);
        long before = now();
        alarm.set(before + SOON);
        Eventually.await("the alarm rings", () -> woken.get() == 1);
        assertThat(now() - before).isGreaterThanOrEqualTo(SOON);
        assertThat(thread.get()).isEqualTo("omnicache-timer");
        alarm.close();
    }

    @Test
    void ringsAgainWhenTheSleeperSaysSo() {
        Alarm.Sleeper sleeper = () -> wake() == Expirable.NEVER && woken.get() < 3 ? now() : Expirable.NEVER;
        Alarm alarm = new Alarm(Clock.system(), sleeper);
        alarm.set(now());
        Eventually.await("the alarm rings three times", () -> woken.get() == 3);
        alarm.close();
    }

    @Test
    void soonerTimeReplacesALaterOneAndNotTheOtherWayRound() {
        Alarm.Sleeper sleeper = this::wake;
        Alarm alarm = new Alarm(Clock.system(), sleeper);
        alarm.set(now() + FAR);
        alarm.set(now() + SOON);
        alarm.set(now() + FAR);
        Eventually.await("the alarm rings at the soonest time", () -> woken.get() == 1);
        alarm.close();
    }

    @Test
    void closedAlarmIsSilent() {
        Alarm closed;
        AtomicInteger rung;
        long at;
        do { // again if it had the time to ring before it was closed
            AtomicInteger ofThis = new AtomicInteger();
            rung = ofThis;
            Alarm.Sleeper closing = () -> {
                ofThis.incrementAndGet();
                return Expirable.NEVER;
            };
            closed = new Alarm(Clock.system(), closing);
            at = now() + SOON;
            closed.set(at);
            closed.close();
        } while (now() >= at);
        closed.set(now());
        AtomicBoolean other = new AtomicBoolean();
        Alarm.Sleeper sleeper = () -> {
            other.set(true);
            return Expirable.NEVER;
        };
        Alarm later = new Alarm(Clock.system(), sleeper);
        later.set(now() + 2 * SOON); // one thread rings all alarms: the closed one would have come before
        Eventually.await("the other alarm rings", other::get);
        assertThat(rung).hasValue(0);
    }

    @Test
    void alarmOfAnotherClockIsSilent() {
        Alarm.Sleeper silent = this::wake;
        new Alarm(new ManualClock(), silent).set(0);
        AtomicBoolean other = new AtomicBoolean();
        Alarm.Sleeper sleeper = () -> {
            other.set(true);
            return Expirable.NEVER;
        };
        new Alarm(Clock.system(), sleeper).set(now() + SOON);
        Eventually.await("the other alarm rings", other::get);
        assertThat(woken).hasValue(0);
    }

    @Test
    void sleeperThatThrowsIsLoggedAndTheNextStillRings() {
        try (LogCapture log = new LogCapture("io.omnicache.expiry")) {
            Alarm.Sleeper broken = () -> {
                throw new IllegalStateException("broken");
            };
            Alarm failing = new Alarm(Clock.system(), broken);
            failing.set(now());
            Alarm.Sleeper sleeper = this::wake;
            Alarm next = new Alarm(Clock.system(), sleeper);
            next.set(now() + SOON);
            Eventually.await("the next alarm rings", () -> woken.get() == 1);
            failing.close(); // else it rings again, and is heard in other tests
            next.set(now() + SOON);
            Eventually.await("the one timer is past the failing alarm", () -> woken.get() == 2);
            assertThat(log.messages()).isNotEmpty().containsOnly("SEVERE removing expired entries failed");
            assertThat(log.failures())
                    .isNotEmpty()
                    .allSatisfy(thrown -> assertThat(thrown).hasMessage("broken"));
        }
    }

    @Test
    void alarmDoesNotKeepItsSleeper() {
        WeakReference<Alarm.Sleeper> forgotten = setAndForget();
        Eventually.await("the sleeper is collected", () -> {
            System.gc();
            return forgotten.get() == null;
        });
    }

    @Test
    void alarmWhoseSleeperIsGoneRingsForNobody() {
        Alarm alarm = new Alarm(Clock.system(), new Forgetful(woken));
        System.gc();
        Eventually.await("the sleeper is collected", () -> {
            System.gc();
            alarm.set(now());
            int before = woken.get();
            AtomicBoolean after = new AtomicBoolean();
            Alarm.Sleeper sleeper = () -> {
                after.set(true);
                return Expirable.NEVER;
            };
            new Alarm(Clock.system(), sleeper).set(now() + SOON);
            Eventually.await("the alarm after it rings", after::get);
            return woken.get() == before;
        });
        alarm.close();
    }

    private WeakReference<Alarm.Sleeper> setAndForget() {
        Alarm.Sleeper sleeper = new Forgetful(woken);
        new Alarm(Clock.system(), sleeper).set(now() + FAR);
        return new WeakReference<>(sleeper);
    }

    private record Forgetful(AtomicInteger rings) implements Alarm.Sleeper {
        @Override
        public long wake() {
            rings.incrementAndGet();
            return Expirable.NEVER;
        }
    }
}
