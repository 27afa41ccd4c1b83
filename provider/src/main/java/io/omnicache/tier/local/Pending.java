/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The changes that are not yet written: the last one of each key, in the order in which the keys came. Thread-safe. */
public final class Pending {
    /**
     * A change.
     *
     * @param key the key
     * @param entry what is to be there; null if nothing
     */
    public record Change(TierKey key, @Nullable TierRecord entry) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<TierKey, Change> changes = new ConcurrentHashMap<>();

    @GuardedBy("lock")
    private final ArrayDeque<TierKey> order = new ArrayDeque<>();

    /** Creates it without changes. */
    public Pending() {}

    /** Returns the change of a key; null if there is none. */
    @Nullable
    Change of(TierKey key) {
        return changes.get(key);
    }

    /** Returns whether a change of a key waits. */
    public boolean has(TierKey key) {
        return changes.containsKey(key);
    }

    int size() {
        return changes.size();
    }

    /** Adds a change, in the place of an earlier one of the key. */
    void add(Change change) {
        lock.lock();
        try {
            Change before = changes.put(change.key(), change);
            if (before == null) {
                order.add(change.key());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the oldest changes, which stay until {@link #written} is told. */
    List<Change> oldest(int most) {
        lock.lock();
        try {
            List<Change> oldest = new ArrayList<>();
            for (TierKey key : order) {
                Change change = changes.get(key);
                if (change != null && oldest.size() < most) {
                    oldest.add(change);
                }
                if (oldest.size() == most) {
                    break;
                }
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the changes that {@link #oldest} gave; a key that has changed again stays, as the newest. */
    void written(List<Change> oldest) {
        lock.lock();
        try {
            for (Change change : oldest) {
                order.poll();
                if (!changes.remove(change.key(), change)) {
                    order.add(change.key());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            changes.clear();
            order.clear();
        } finally {
            lock.unlock();
        }
    }
}
