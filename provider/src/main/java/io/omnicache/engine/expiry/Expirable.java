/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What has a deadline and a place in a {@link TimerWheel}.
 *
 * <p>The deadline is written under the lock of the entry, except that a reader may extend it by
 * {@link #extendDeadline compare-and-set}; the links belong to the wheel and its lock.
 */
public abstract class Expirable {
    /** The deadline of what never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final VarHandle DEADLINE;

    static {
        try {
            DEADLINE = MethodHandles.lookup().findVarHandle(Expirable.class, "deadline", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long deadline = NEVER;

    /** When the wheel will look at this, {@link #NEVER} if it will not. Guarded by the lock of the wheel. */
    long due = NEVER;

    @Nullable
    Expirable previous;

    @Nullable
    Expirable next;

    /** Returns the time at which this expires, in nanoseconds of the cache's clock, or {@link #NEVER}. */
    public final long deadline() {
        return deadline;
    }

    /** Sets the deadline; the caller holds the lock of the entry. */
    public final void deadline(long nanos) {
        deadline = nanos;
    }

    /** Moves the deadline if it still is the expected one. */
    public final boolean extendDeadline(long expected, long nanos) {
        return DEADLINE.compareAndSet(this, expected, nanos);
    }

    /** Returns whether this is still part of the cache; once false, always false. */
    protected abstract boolean isAlive();
}
