/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A hierarchical timer wheel: finds the entries whose deadline has passed without looking at the others.
 *
 * <p>Thread-safe; the lock is a leaf, nothing else is taken under it.
 */
/*
 * Five wheels of 64 buckets. A bucket of the first spans 2^27 ns (134 ms), each next wheel is 64 times coarser: 8.6 s,
 * 9.2 min, 9.8 h, 26 days. An entry lies in the finest wheel whose turn covers its deadline; what is later than the last
 * wheel's turn lies in that wheel's furthest bucket. When the time passes the end of a finest bucket, or reaches the start
 * of a coarser one, all its entries move to `pending`, and poll() takes them from there a few at a time: due ones to the
 * caller, the others (coarse bucket, or a deadline that was extended meanwhile) to a finer bucket. So an extended deadline
 * costs nothing here until its old bucket is due, an entry moves at most five times per deadline, and no lock is held for
 * long, however many entries a bucket has.
 *
 * The time only moves in advance(), so an entry may be linked while it stands still: then it lies in a coarser bucket than
 * need be, which is due no later for that.
 *
 * Invariant: an entry is linked exactly if due != NEVER, and due is no later than the end of the finest bucket that holds
 * the deadline. A dead entry is never linked: the one that kills marks it dead first and cancels then, the one that
 * schedules looks at the mark under the lock.
 *
 * Source: G. Varghese, A. Lauck: Hashed and Hierarchical Timing Wheels, SOSP 1987, scheme 7.
 */
public final class TimerWheel<E extends Expirable> {
    private static final int BUCKETS = 64;
    private static final int[] SHIFT = {27, 33, 39, 45, 51};

    /** The width of the finest bucket: an entry is found at most this much after its deadline. */
    public static final long RESOLUTION_NANOS = 1L << SHIFT[0];

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Expirable[][] buckets = new Expirable[SHIFT.length][BUCKETS];

    @GuardedBy("lock")
    private final Expirable pending = new ListHead();

    @GuardedBy("lock")
    private long time;

    @GuardedBy("lock")
    private int linked;

    /** Creates an empty wheel that stands at the given time. */
    public TimerWheel(long now) {
        time = now;
        for (Expirable[] wheel : buckets) {
            for (int i = 0; i < BUCKETS; i++) {
                wheel[i] = new ListHead();
            }
        }
    }

    /**
     * Makes sure that the wheel looks at the entry soon after its deadline.
     *
     * @return when it will look, in nanoseconds of the cache's clock; {@link Expirable#NEVER} if there is nothing to do
     */
    public long schedule(E entry) {
        lock.lock();
        try {
            long deadline = entry.deadline();
            if (deadline >= entry.due() || !entry.isAlive()) {
                return Expirable.NEVER;
            }
            unlink(entry);
            link(entry, deadline);
            return entry.due();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets an entry, which may be unknown. */
    public void cancel(E entry) {
        lock.lock();
        try {
            unlink(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Turns the wheel; {@link #poll} then gives what is due. */
    public void advance(long now) {
        lock.lock();
        try {
            long before = time;
            if (now <= before) {
                return;
            }
            time = now;
            for (int level = 0; level < SHIFT.length; level++) {
                long from = (before >>> SHIFT[level]) + ahead(level);
                long until = Math.min((now >>> SHIFT[level]) + ahead(level), from + BUCKETS);
                for (long tick = from; tick < until; tick++) {
                    splice(buckets[level][(int) tick & (BUCKETS - 1)]);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes some of the entries that {@link #advance} has come to and whose deadline has passed; those that are not yet due
     * are put where they belong.
     *
     * @param batch receives the entries
     * @param most how many entries are looked at
     * @return whether there may be more
     */
    @SuppressWarnings("unchecked") // only E is linked; heads are never taken
    public boolean poll(List<? super E> batch, int most) {
        lock.lock();
        try {
            for (int i = 0; i < most; i++) {
                Expirable entry = pending.next();
                if (entry == null || entry == pending) {
                    return false;
                }
                unlink(entry);
                if (entry.deadline() <= time) {
                    batch.add((E) entry);
                } else if (entry.deadline() != Expirable.NEVER) {
                    link(entry, entry.deadline());
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Puts back an entry that was due and could not be removed just now: it is due again a little later. */
    public void retry(E entry) {
        lock.lock();
        try {
            if (entry.isAlive() && entry.due() == Expirable.NEVER) {
                link(entry, time + RESOLUTION_NANOS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns when the wheel wants to be turned next, {@link Expirable#NEVER} if it is empty. */
    public long nextDue() {
        lock.lock();
        try {
            if (linked == 0) {
                return Expirable.NEVER;
            }
            long soonest = isEmpty(pending) ? Expirable.NEVER : time;
            for (int level = 0; level < SHIFT.length; level++) {
                soonest = Math.min(soonest, nextDue(level));
            }
            return soonest;
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many entries are linked. */
    public int size() {
        lock.lock();
        try {
            return linked;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private long nextDue(int level) {
        long tick = time >>> SHIFT[level];
        for (int i = 0; i < BUCKETS; i++) {
            if (!isEmpty(buckets[level][(int) (tick + i) & (BUCKETS - 1)])) {
                return due(level, tick + i);
            }
        }
        return Expirable.NEVER;
    }

    @GuardedBy("lock")
    private void link(Expirable entry, long deadline) {
        int level = 0;
        long tick = Math.max(deadline, time) >>> SHIFT[0];
        while (level < SHIFT.length - 1 && tick - (time >>> SHIFT[level]) >= BUCKETS) {
            level++;
            tick = deadline >>> SHIFT[level];
        }
        tick = Math.min(tick, (time >>> SHIFT[level]) + BUCKETS - 1);
        entry.due(due(level, tick));
        append(buckets[level][(int) tick & (BUCKETS - 1)], entry);
        linked++;
    }

    @GuardedBy("lock")
    private void unlink(Expirable entry) {
        Expirable before = entry.previous();
        Expirable after = entry.next();
        if (before == null || after == null) {
            return;
        }
        before.next(after);
        after.previous(before);
        // A dead entry that pointed at its neighbours would keep later dead ones alive through young collections.
        entry.previous(null);
        entry.next(null);
        entry.due(Expirable.NEVER);
        linked--;
    }

    /** Returns when the wheel looks at a bucket: at the end of a finest one, at the start of a coarser one. */
    private static long due(int level, long tick) {
        return (tick + 1 - ahead(level)) << SHIFT[level];
    }

    private static int ahead(int level) {
        return level == 0 ? 0 : 1;
    }

    /** Moves all entries of a bucket to the end of the pending ones. */
    @GuardedBy("lock")
    private void splice(Expirable bucket) {
        Expirable first = bucket.next();
        Expirable last = bucket.previous();
        Expirable tail = pending.previous();
        if (first == null || last == null || tail == null || first == bucket) {
            return;
        }
        tail.next(first);
        first.previous(tail);
        last.next(pending);
        pending.previous(last);
        bucket.next(bucket);
        bucket.previous(bucket);
    }

    private static void append(Expirable head, Expirable entry) {
        Expirable last = head.previous();
        if (last != null) {
            last.next(entry);
        }
        entry.previous(last);
        entry.next(head);
        head.previous(entry);
    }

    private static boolean isEmpty(@Nullable Expirable head) {
        return head == null || head.next() == head;
    }
}
