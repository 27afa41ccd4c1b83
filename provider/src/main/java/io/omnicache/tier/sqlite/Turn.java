/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Lease;
import io.omnicache.tier.local.CommonLock;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The right to change a database that processes share, and the marks of what is changed meanwhile. For the writer's thread. */
final class Turn {
    private final CommonLock lock;
    private final Marks marks;
    private final Duration longest;

    private final long opening;

    /** What the counters will be at the end that are odd now. */
    private final Map<Integer, Long> changed = new HashMap<>();

    Turn(CommonLock lock, Marks marks, Duration longest) {
        this.lock = lock;
        this.marks = marks;
        this.longest = longest;
        this.opening = marks.opening();
    }

    /** Returns a lease, as {@link CommonLock#lease}. Thread-safe. */
    Lease lease(long number, Object key) throws IOException {
        requireLock();
        return lock.lease(number, key);
    }

    Marks marks() {
        return marks;
    }

    /** Waits for the other processes. */
    void take() throws IOException {
        lock.takeTurn(longest);
        boolean usable = false;
        try {
            requireLock();
            marks.mendAll();
            usable = true;
        } finally {
            if (!usable) {
                lock.giveTurn();
            }
        }
    }

    private void requireLock() throws IOException {
        if (marks.opening() != opening) {
            throw new IOException("another process has found neither this one nor its lock, and has begun anew:"
                    + " somebody has deleted or replaced the file of the lock; restart this process");
        }
    }

    /** Says that a key is about to be changed; returns the mark that it has after this turn. */
    long change(int stripe) {
        Long before = changed.get(stripe);
        long after;
        if (before == null) {
            long odd = marks.counter(stripe) | 1; // it is already if its last changer has died
            marks.counter(stripe, odd);
            after = odd + 1;
        } else {
            after = before
                    + 2; // what was changed before in this turn may be changed again: that mark never becomes current
        }
        changed.put(stripe, after);
        return Marks.mark(stripe, after);
    }

    /** Says that all keys of all caches may be changed. */
    void changeAll() {
        marks.changingAll(true);
        for (int stripe = 0; stripe < Marks.stripes(); stripe++) {
            change(stripe);
        }
    }

    /** Returns the mark of what this turn sees of a key. */
    long seen(int stripe) {
        Long after = changed.get(stripe);
        return after == null ? marks.mark(stripe) : Marks.mark(stripe, after);
    }

    /** Lets everybody see what was changed, whether it was committed or not, and the next one have a turn. */
    void give() throws IOException {
        try {
            changed.forEach(marks::counter);
            if (changed.size() == Marks.stripes()) {
                marks.changingAll(false);
            }
            changed.clear();
        } finally {
            lock.giveTurn();
        }
    }
}
