/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy;
import io.omnicache.engine.Parts.Limit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The bound of a cache, over all its generations. Thread-safe. */
/*
 * The bound can be changed while the cache is used. A change and a clear() may meet: each looks, after its own write, whether the
 * other one came between, so the generation that remains has the bound that was set last.
 */
final class Bounds<K, V> {
    /** How many entries are evicted at a time for a smaller bound. */
    private static final int RESIZE_STEP = 256;

    private final Engine<K, V> engine;
    /** Held by who changes the bound, one at a time; steps never wait for it. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile @Nullable Limit<K, V> limit;

    Bounds(Engine<K, V> engine, @Nullable Limit<K, V> limit) {
        this.engine = engine;
        this.limit = limit;
    }

    /** Returns the bound that is in force, null if there is none. */
    @Nullable
    Limit<K, V> limit() {
        return limit;
    }

    /** Returns what keeps the bound in a new generation, null if there is none. */
    @Nullable
    Eviction<K> newEviction(Statistics statistics) {
        Limit<K, V> present = limit;
        return present == null
                ? null
                : new Eviction<>(present.maximum(), present.strategy().newOrder(present.maximum()), statistics);
    }

    /** Notes a use of the node. */
    void onHit(Generation<K> generation, Node<K> node) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.onHit(node);
        }
    }

    /** Counts the node as it now is, and evicts if need be. */
    void sync(Generation<K> generation, Node<K> node) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.sync(node, victim -> evicted(generation, victim));
        }
    }

    /** Returns whether entries have to go that were in use when they were to be evicted. */
    boolean isExceeded(Generation<K> generation) {
        Eviction<K> eviction = generation.eviction();
        return eviction != null && eviction.isOverBound();
    }

    /** Returns whether {@link #sync} has to be called for a deadline that has become sooner. */
    boolean mindsDeadlines(Generation<K> generation) {
        Eviction<K> eviction = generation.eviction();
        return eviction != null && eviction.mindsDeadlines();
    }

    /** Lets another strategy decide what goes. */
    void strategy(EvictionStrategy strategy) {
        change(limit -> limit.withStrategy(strategy), this::replaceOrder);
    }

    /** Changes how much may be held; evicts until that is so. */
    void maximum(long maximum) {
        change(limit -> limit.withMaximum(maximum), this::resize);
    }

    /** Gives a generation that was made before the last change, and published after it, the bound that is in force. */
    void adjust(Generation<K> generation, @Nullable Limit<K, V> made) {
        changing.lock();
        try {
            Limit<K, V> present = limit;
            if (present != null && present != made) {
                replaceOrder(generation, present);
                resize(generation, present);
            }
        } finally {
            changing.unlock();
        }
    }

    private void change(UnaryOperator<Limit<K, V>> change, BiConsumer<Generation<K>, Limit<K, V>> apply) {
        changing.lock();
        try {
            Limit<K, V> changed = change.apply(required());
            limit = changed;
            Generation<K> generation;
            do {
                generation = engine.generation();
                apply.accept(generation, changed);
            } while (generation != engine.generation());
        } finally {
            changing.unlock();
        }
    }

    private void replaceOrder(Generation<K> generation, Limit<K, V> present) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.replaceOrder(present.strategy().newOrder(present.maximum()));
        }
    }

    private void resize(Generation<K> generation, Limit<K, V> present) {
        Eviction<K> eviction = generation.eviction();
        if (eviction == null) {
            return;
        }
        long mean = Math.max(1, eviction.total() / Math.max(1, generation.size()));
        boolean reached = false;
        while (!reached) {
            reached = eviction.resize(present.maximum(), RESIZE_STEP * mean, victim -> evicted(generation, victim));
        }
    }

    private Limit<K, V> required() {
        Limit<K, V> present = limit;
        if (present == null) {
            throw new IllegalStateException("Cache '" + engine.parts().cache()
                    + "' has no bound: give it one by heap: { entries: ... }, { bytes: ... } or { weight: ... }");
        }
        return present;
    }

    private void evicted(Generation<K> generation, Node<K> victim) {
        generation.remove(victim);
        engine.schedule(generation, victim);
    }
}
