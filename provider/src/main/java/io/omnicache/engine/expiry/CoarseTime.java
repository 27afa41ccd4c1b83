/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import io.omnicache.Clock;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the clock only when that matters: reading it costs more than a hit.
 *
 * <p>A deadline that is far is known to be so by a tick that is at most some milliseconds old. With any clock but the
 * system's, every question reads the clock. Thread-safe.
 */
/*
 * The guard is for a tick thread that was held up. Who is held up longer than that (a process that was frozen) may get a value
 * for as much longer than its deadline, until the first tick.
 */
public final class CoarseTime {
    private static final long GUARD_NANOS = 5 * Tick.PERIOD_NANOS;

    /** From so long a life on, ten milliseconds more or less do not matter. */
    private static final long COARSE_LIFE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Clock clock;
    private final boolean ticks;

    /** Creates a view of a clock. */
    public CoarseTime(Clock clock) {
        this.clock = clock;
        this.ticks = clock == Clock.system();
    }

    /** Returns whether a deadline has passed; exact if it is near. */
    public boolean hasPassed(long deadline) {
        if (ticks) {
            long tick = Tick.now();
            if (deadline >= 0 && deadline - tick > GUARD_NANOS) { // one that is no time would overflow
                return false;
            }
            if (tick == Tick.UNKNOWN) {
                Tick.want();
            }
        }
        return deadline != Expirable.NEVER && deadline <= clock.nanos();
    }

    /** Returns the time from which a life of the given length begins now; to ten milliseconds if it is a minute or more. */
    public long startOf(long life) {
        if (ticks && life >= COARSE_LIFE_NANOS) {
            long tick = Tick.now();
            if (tick != Tick.UNKNOWN) {
                return tick + Tick.PERIOD_NANOS;
            }
        }
        return clock.nanos();
    }
}
