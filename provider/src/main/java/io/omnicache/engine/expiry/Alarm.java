/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.Clock;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one cache when its wheel is due. The cache is held weakly: one that was forgotten without being closed stops
 * ringing. Silent with any clock but the system's.
 *
 * <p>Thread-safe.
 */
public final class Alarm {
    /** What is woken. */
    public interface Sleeper {
        /** Removes what has expired; returns when to be woken next, {@link Expirable#NEVER} if not at all. */
        long wake();
    }

    private final Clock clock;
    private final boolean silent;
    private final WeakReference<Sleeper> sleeper;

    /** When the alarm rings, {@link Expirable#NEVER} if it does not. Read without the lock as a hint. */
    private volatile long ringsAt = Expirable.NEVER;

    @GuardedBy("this")
    private @Nullable Future<?> task;

    @GuardedBy("this")
    private boolean closed;

    /** Creates an alarm that is not set. */
    public Alarm(Clock clock, Sleeper sleeper) {
        this.clock = clock;
        this.silent = clock != Clock.system();
        this.sleeper = new WeakReference<>(sleeper);
    }

    /** Makes sure that the alarm rings at the given time or before. */
    public void set(long nanos) {
        if (nanos < ringsAt && !silent) {
            reset(nanos);
        }
    }

    /** Never rings again. */
    public synchronized void close() {
        closed = true;
        cancel();
    }

    private synchronized void reset(long nanos) {
        if (closed || nanos >= ringsAt) {
            return;
        }
        cancel();
        long delay = Math.max(0, nanos - clock.nanos());
        task = TimerThread.schedule(this::ring, delay, TimeUnit.NANOSECONDS);
        ringsAt = nanos; // only now: if no thread can be had, the next one to set the alarm tries again
    }

    @GuardedBy("this")
    private void cancel() {
        if (task != null) {
            task.cancel(false);
        }
        ringsAt = Expirable.NEVER;
    }

    private void ring() {
        synchronized (this) {
            // Before the wheel is turned, so that an entry that is scheduled meanwhile sets the alarm again.
            ringsAt = Expirable.NEVER;
        }
        Sleeper woken = sleeper.get();
        if (woken != null) {
            long next = clock.nanos() + TimerWheel.RESOLUTION_NANOS; // if the waking fails
            try {
                next = woken.wake();
            } finally {
                set(next);
            }
        }
    }
}
