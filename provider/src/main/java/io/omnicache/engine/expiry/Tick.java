/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import io.omnicache.Clock;
import io.omnicache.config.DaemonThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The time of the system's clock as it was a moment ago, for all caches of the process. Thread-safe. */
/*
 * A daemon thread writes the time a hundred times a second, as long as somebody wants it. Readers write nothing on their
 * way, so the tick asks: once a second it takes itself back. Then it is unknown, readers look at the clock and say that they want it; if
 * nobody does for a while, the thread ends.
 */
final class Tick {
    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Later than every deadline, so that nothing is taken for live by it. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final int PERIODS_PER_ROUND = 100;
    private static final int IDLE_ROUNDS = 1_000;
    private static final VarHandle NOW;

    static {
        try {
            NOW = MethodHandles.lookup().findStaticVarHandle(Tick.class, "now", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by NOW
    private static long now = UNKNOWN;

    private static volatile boolean wanted;
    private static volatile @Nullable Thread thread;

    private Tick() {}

    /** Returns the time of the last tick in nanoseconds, or {@link #UNKNOWN}. */
    static long now() {
        return (long) NOW.getOpaque();
    }

    /** Says that a reader had to look at the clock. */
    static void want() {
        if (!wanted) {
            wanted = true;
            if (thread == null) {
                start();
            }
        }
    }

    private static void start() {
        synchronized (Tick.class) {
            if (thread == null) {
                Thread started = DaemonThreads.named("omnicache-tick", Tick::run);
                started.start();
                thread = started; // only now: if no thread can be had, the next reader tries again
            }
        }
    }

    private static void run() {
        for (int idle = 0; idle < IDLE_ROUNDS; idle++) {
            if (wanted) {
                idle = 0;
                tick();
            } else {
                LockSupport.parkNanos(PERIOD_NANOS);
            }
        }
        thread = null;
        if (wanted) {
            start(); // said between the last look and now
        }
    }

    private static void tick() {
        wanted = false;
        for (int period = 0; period < PERIODS_PER_ROUND; period++) {
            NOW.setOpaque(Clock.system().nanos());
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        NOW.setOpaque(UNKNOWN);
        LockSupport.parkNanos(PERIOD_NANOS / 10);
    }
}
