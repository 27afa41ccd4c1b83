/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy;
import io.omnicache.MissRatioCurve;
import io.omnicache.engine.Parts.Guarding;
import io.omnicache.engine.Parts.Limit;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The bound of a cache, over all its generations. Thread-safe. */
/*
 * The bound can be changed while the cache is used. A change and a clear() may meet: each looks, after its own write, whether the
 * other one came between, so the generation that remains has the bound that was set last.
 */
public final class Bounds<K, V> {
    /** How many entries are evicted at a time for a smaller bound. */
    private static final int RESIZE_STEP = 256;

    private final Engine<K, V> engine;
    /** Held by who changes the bound, one at a time; steps never wait for it. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile @Nullable Limit<K, V> limit;

    /** Whether the limit is the heap guard's; written while changing. */
    private volatile boolean byGuard;

    /** Null if the cache was made with a bound, or is exempt. */
    private final @Nullable GuardedBound guarded;

    Bounds(Engine<K, V> engine, @Nullable Limit<K, V> limit, @Nullable Guarding guarding) {
        this.engine = engine;
        this.limit = limit;
        this.guarded = limit != null || guarding == null
                ? null
                : new GuardedBound(this, guarding.guard(), guarding.strategy());
    }

    /** Returns the bound that is in force, null if there is none. */
    @Nullable
    Limit<K, V> limit() {
        return limit;
    }

    /** Returns what keeps the bound in a new generation, null if there is none. */
    @Nullable
    Eviction<K> newEviction() {
        Limit<K, V> present = limit;
        if (present == null) {
            return null;
        }
        Eviction<K> made = new Eviction<>(present.maximum(), present.strategy().newOrder(present.maximum()));
        made.curve().follow(present, 0);
        return made;
    }

    /** Notes a use of the node. */
    void onHit(Generation<K> generation, Node<K> node) {
        Eviction<K> eviction = generation.evictionOfHit();
        if (eviction != null) {
            eviction.onHit(node);
        }
    }

    /** Notes that a key was asked for that is not there. */
    void onMiss() {
        Eviction<K> eviction = engine.generation().eviction();
        if (eviction != null) {
            eviction.curve().onMiss();
        }
    }

    /** Counts the node as it now is, and evicts if need be. */
    void sync(Generation<K> generation, Node<K> node) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.sync(node, generation);
        } else if (guarded != null) {
            guarded.changed();
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

    /** Lets another strategy decide what goes; throws {@link IllegalStateException} if there is no bound. */
    public void strategy(EvictionStrategy strategy) {
        change(limit -> limit.withStrategy(strategy), this::replaceOrder);
    }

    /**
     * Changes how much may be held; evicts until that is so. From then on the heap guard leaves the bound alone. Throws
     * {@link IllegalStateException} if there is no bound.
     */
    public void maximum(long maximum) {
        change(
                limit -> {
                    byGuard = false;
                    return limit.withMaximum(maximum);
                },
                this::resize);
        close();
    }

    /** Returns the bound if it is the heap guard's, and nobody has set another since. */
    public OptionalLong guardBound() {
        Limit<K, V> present = limit;
        return present == null || !byGuard ? OptionalLong.empty() : OptionalLong.of(present.maximum());
    }

    /** Returns the number of entries in the heap. */
    long size() {
        return engine.generation().size();
    }

    /** Returns the name of the cache. */
    String cache() {
        return engine.parts().cache();
    }

    /**
     * Bounds a cache that has no bound, or moves the bound that was set so; {@link #settle} evicts what is too much. A bound that is
     * somebody else's is left alone, and one that is just being changed.
     *
     * @param order the first one of that strategy
     * @return whether it is the first bound
     */
    boolean guard(long maximum, EvictionStrategy strategy, EvictionStrategy.Order order) {
        if (!changing.tryLock()) {
            return false;
        }
        try {
            Limit<K, V> present = limit;
            if (present == null) {
                begin(maximum, strategy, order);
            } else if (byGuard) {
                limit = present.withMaximum(maximum);
            }
            return present == null;
        } finally {
            changing.unlock();
        }
    }

    /** What is not in force is not told: if there is no memory for it, the next collection tries again. */
    private void begin(long maximum, EvictionStrategy strategy, EvictionStrategy.Order order) {
        boolean begun = false;
        byGuard = true;
        limit = new Limit<>(maximum, null, strategy, false);
        try {
            introduce(engine.generation(), maximum, order);
            begun = true;
        } finally {
            if (!begun) {
                limit = null;
                byGuard = false;
            }
        }
    }

    /** Evicts what is too much for the bound that is in force, if there is one. */
    void settle() {
        changing.lock();
        try {
            Limit<K, V> present = limit;
            if (present != null) {
                apply(present, this::resize);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Returns how many bytes the entries take; 0 if the bound does not count bytes. */
    long bytes() {
        Limit<K, V> present = limit;
        Eviction<K> eviction = engine.generation().eviction();
        return eviction == null || present == null || !(present.weight() instanceof EntryBytes) ? 0 : eviction.total();
    }

    /** The heap guard forgets the cache. */
    void close() {
        if (guarded != null) {
            guarded.close();
        }
    }

    /** Begins or ends to watch requests for a miss ratio curve; throws {@link IllegalStateException} if there is no bound. */
    public void watch(boolean on) {
        change(limit -> limit.withWatched(on), this::watch);
    }

    /** Returns the miss ratio curve, null if requests are not watched. */
    public @Nullable MissRatioCurve curve() {
        Eviction<K> eviction = engine.generation().eviction();
        return eviction == null ? null : eviction.curve().curve();
    }

    /** Gives a generation that was made before the last change, and published after it, the bound that is in force. */
    void adjust(Generation<K> generation, @Nullable Limit<K, V> made) {
        changing.lock();
        try {
            Limit<K, V> present = limit;
            if (present != null && present != made) {
                introduce(generation, present.maximum(), present.strategy().newOrder(present.maximum()));
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
            apply(changed, apply);
        } finally {
            changing.unlock();
        }
    }

    private void apply(Limit<K, V> changed, BiConsumer<Generation<K>, Limit<K, V>> apply) {
        Generation<K> generation;
        do {
            generation = engine.generation();
            apply.accept(generation, changed);
        } while (generation != engine.generation());
    }

    /** Bounds a generation that has no bound. Its nodes come in as writes go on. */
    private void introduce(Generation<K> generation, long maximum, EvictionStrategy.Order order) {
        if (generation.eviction() == null) {
            generation.bound(new Eviction<>(maximum, order, new Newcomers<>(generation::iterator, generation.size())));
        }
    }

    private void replaceOrder(Generation<K> generation, Limit<K, V> present) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.replaceOrder(present.strategy().newOrder(present.maximum()));
            eviction.curve().restart(present, eviction.total());
        }
    }

    private void watch(Generation<K> generation, Limit<K, V> present) {
        Eviction<K> eviction = generation.eviction();
        if (eviction != null) {
            eviction.curve().follow(present, eviction.total());
        }
    }

    private void resize(Generation<K> generation, Limit<K, V> present) {
        Eviction<K> eviction = generation.eviction();
        if (eviction == null) {
            return;
        }
        long mean = Math.max(1, eviction.total() / Math.max(1, generation.size()));
        boolean reached = false;
        while (!reached && generation == engine.generation()) {
            reached = eviction.resize(present.maximum(), RESIZE_STEP * mean, generation);
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
}
