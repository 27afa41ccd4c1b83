/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A store whose changes are acknowledged when they stand in a queue, and written in the background, many at once. Reads look into the
 * queue first. When it is full, whoever changes something writes first. What could not be written stays in the queue, and once it is full
 * changes fail as the store does. Thread-safe.
 */
public final class Behind implements Tier {
    /** How many changes may wait. */
    public static final int MOST = 8192;

    private static final int BATCH = 512;

    private final LocalStore store;
    private final Pending pending;
    private final Chore writing;
    private final ReentrantLock draining = new ReentrantLock();
    private volatile boolean over;

    /** Puts a queue before a store, which asks the queue before it evicts. */
    public Behind(LocalStore store, Pending pending, Path directory) {
        this.store = store;
        this.pending = pending;
        this.writing = new Chore(directory, "writing behind", this::drainUnlessOver);
    }

    /** Returns how many changes wait. */
    public int depth() {
        return pending.size();
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        Pending.Change change = pending.of(key);
        return change == null ? store.read(key) : change.entry();
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        add(new Pending.Change(key, entry));
    }

    private void add(Pending.Change change) throws IOException {
        store.check();
        if (pending.size() >= MOST) {
            drainSome();
        }
        pending.add(change);
        writing.ask();
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        Pending.Change change = pending.of(key);
        boolean present = change == null ? store.contains(key) : change.entry() != null;
        if (present) {
            add(new Pending.Change(key, null));
        }
        return present;
    }

    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        Pending.Change change = pending.of(key);
        TierRecord entry = change == null ? null : change.entry();
        if (entry != null) {
            add(new Pending.Change(key, entry.touched(accessed, deadline)));
        } else if (change == null) {
            store.touch(key, accessed, deadline);
        }
    }

    @Override
    public boolean contains(TierKey key) throws IOException {
        Pending.Change change = pending.of(key);
        return change == null ? store.contains(key) : change.entry() != null;
    }

    @Override
    public void used(Collection<TierKey> keys, long accessed) throws IOException {
        store.used(keys, accessed);
    }

    private void drainUnlessOver() throws IOException {
        if (!over) {
            drain();
        }
    }

    /** Writes all that waits. */
    private void drain() throws IOException {
        while (drainSome()) {
            Thread.onSpinWait();
        }
    }

    private boolean drainSome() throws IOException {
        draining.lock();
        try {
            if (over) {
                return false;
            }
            List<Pending.Change> oldest = pending.oldest(BATCH);
            Map<TierKey, TierRecord> written = new HashMap<>(2 * BATCH);
            List<TierKey> deleted = new ArrayList<>();
            for (Pending.Change each : oldest) {
                TierRecord entry = each.entry();
                if (entry == null) {
                    deleted.add(each.key());
                } else {
                    written.put(each.key(), entry);
                }
            }
            store.deleteAll(deleted);
            store.writeAll(written);
            pending.written(oldest);
            store.settle(); // what waited was not to be evicted
            return !oldest.isEmpty();
        } finally {
            draining.unlock();
        }
    }

    @Override
    public void clear() throws IOException {
        draining.lock();
        try {
            pending.clear();
            store.clear();
        } finally {
            draining.unlock();
        }
    }

    @Override
    public TierPage keys(long from, int about) throws IOException {
        drain();
        return store.keys(from, about);
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        drain();
        return store.expired(now, most);
    }

    @Override
    public long size() throws IOException {
        drain();
        return store.size();
    }

    @Override
    public long bytes() throws IOException {
        drain();
        return store.bytes();
    }

    @Override
    public void flush() throws IOException {
        drain();
    }

    @Override
    public void close() throws IOException {
        draining.lock(); // what was asked for in the background comes before it, or finds that it is over
        try {
            drain();
        } finally {
            over = true;
            draining.unlock();
            store.close();
        }
    }

    @Override
    public void destroy() throws IOException {
        draining.lock();
        try {
            over = true;
            pending.clear();
            store.destroy();
        } finally {
            draining.unlock();
        }
    }
}
