/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A change that waits for the writer, and the thread that waits for it. */
final class Ticket {
    private static final int SPINS = 100;

    final Work work;

    /** What it overwrites: an earlier ticket of the same transaction that does, too, need not be carried out. Null for nothing. */
    final @Nullable Object overwrites;

    private final Thread waiter = Thread.currentThread();
    private volatile boolean ended;
    private @Nullable IOException failure; // written before ended, read after it

    /** A change inside of a transaction; it may be run again if that fails. */
    interface Work {
        /** Makes the change, and returns how the counters change with it. */
        Delta on(Session session) throws SQLException;
    }

    Ticket(Work work, @Nullable Object overwrites) {
        this.work = work;
        this.overwrites = overwrites;
    }

    /** Says what has become of it: the first to say so counts. By the writer's thread. */
    void end(@Nullable IOException cause) {
        if (ended) {
            return;
        }
        failure = cause;
        ended = true;
        LockSupport.unpark(waiter);
    }

    /** Waits for so long at most; returns whether it has ended, or whether there is no point in waiting so, since the thread is interrupted. */
    boolean endsWithin(long nanos) {
        if (!ended) {
            LockSupport.parkNanos(this, nanos);
        }
        return ended || Thread.currentThread().isInterrupted();
    }

    /** Waits until it is committed; an interrupt is kept for later. */
    void await() throws IOException {
        for (int i = 0; i < SPINS && !ended; i++) {
            Thread.onSpinWait();
        }
        boolean interrupted = false;
        while (!ended) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        IOException cause = failure;
        if (cause != null) {
            throw new IOException(cause.getMessage(), cause);
        }
    }
}
