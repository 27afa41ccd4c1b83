/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy;
import io.omnicache.engine.guard.Guarded;
import io.omnicache.engine.guard.HeapGuard;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What the heap guard sees and moves of a cache that was made without a bound. Thread-safe. */
final class GuardedBound implements Guarded {
    /** A cache that was never given more entries is not worth the guard's listening. */
    private static final int ADDITIONS_BEFORE_WATCH = 8;

    private final Bounds<?, ?> bounds;
    private final HeapGuard guard;
    private final EvictionStrategy strategy;

    /** What the guard has: it must not keep a cache that was forgotten without being closed. */
    private final WeakReference<Guarded> self = new WeakReference<>(this);

    /** The order of the first bound: made in advance, since strategies are the user's, and the guard has no time and no memory to spare. */
    private EvictionStrategy.@Nullable Order prepared;

    /** Counts down to 0, without atomicity: to be watched a moment later, or twice, does no harm. So each reads it once. */
    private int unwatched = ADDITIONS_BEFORE_WATCH;

    /**
     * Creates one that is not watched yet.
     *
     * @param strategy orders the entries once there is a bound
     */
    GuardedBound(Bounds<?, ?> bounds, HeapGuard guard, EvictionStrategy strategy) {
        this.bounds = bounds;
        this.guard = guard;
        this.strategy = strategy;
    }

    /** Notes that an entry was made or has gone while there is no bound. */
    void changed() {
        changed(unwatched);
    }

    /**
     * The same.
     *
     * @param left what was read of the count, which others may have moved since
     */
    void changed(int left) {
        if (left <= 0) {
            guard.grown();
            return;
        }
        unwatched = left - 1;
        if (left == 1) {
            prepared = strategy.newOrder(Long.MAX_VALUE);
            guard.watch(self);
        }
    }

    /** The guard forgets the cache, which is closed. */
    void close() {
        guard.forget(self);
    }

    @Override
    public String cache() {
        return bounds.cache();
    }

    @Override
    public long size() {
        return bounds.size();
    }

    @Override
    public long guardBound() {
        return bounds.guardBound().orElse(Long.MAX_VALUE);
    }

    @Override
    public boolean guardBound(long maximum) {
        EvictionStrategy.Order order = prepared;
        return order != null && bounds.guard(maximum, strategy, order);
    }

    @Override
    public void settle() {
        bounds.settle();
    }

    @Override
    public void rehearse() {
        Generation<Object> empty = new Generation<>(null, null, new Statistics(), null);
        new Eviction<>(1, strategy.newOrder(1), new Newcomers<>(empty::iterator, 0)).resize(1, 1, victim -> {});
    }
}
