/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.TimerWheel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Everything that a cache holds between two calls of {@code clear()}, which begins a new one. */
/*
 * It is a table, rather than having one, since a read goes through it: one load less that the next one waits for. And it takes
 * what was evicted, rather than giving who evicts a function that does: one object less for each put.
 */
final class Generation<K> extends Table<K> implements Victims<K> {
    private static final VarHandle EVICTION;

    static {
        try {
            EVICTION = MethodHandles.lookup().findVarHandle(Generation.class, "eviction", Eviction.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final @Nullable TimerWheel<TimedNode<K>> wheel;
    private final Statistics evictions;
    private final @Nullable HeapNotes<K> notes;

    /** Set when the generation is made, or later and then once, by EVICTION. */
    private @Nullable Eviction<K> eviction;

    /**
     * Creates an empty generation.
     *
     * @param wheel finds expired nodes; null if nothing can expire
     * @param eviction keeps the bound; null if there is none
     * @param evictions where evictions are counted
     * @param notes is told of nodes before they leave; null if nobody has to know
     */
    Generation(
            @Nullable TimerWheel<TimedNode<K>> wheel,
            @Nullable Eviction<K> eviction,
            Statistics evictions,
            @Nullable HeapNotes<K> notes) {
        this.wheel = wheel;
        this.evictions = evictions;
        this.notes = notes;
        this.eviction = eviction;
    }

    /** Returns an empty one of a cache. */
    static <K> Generation<K> begin(Engine<K, ?> engine) {
        Tiers<K, ?> tiers = engine.tiers();
        return new Generation<>(
                engine.timed ? new TimerWheel<>(engine.parts().clock().nanos()) : null,
                engine.bounds().newEviction(),
                tiers == null ? engine.statistics() : tiers.heapCounts().evictions(),
                tiers == null ? null : tiers.notes());
    }

    @Nullable
    TimerWheel<TimedNode<K>> wheel() {
        return wheel;
    }

    /** Returns what keeps the bound. Volatile: who has made or changed a node, and finds none here, is seen by who sets one. */
    @SuppressWarnings("unchecked") // only evictions of K are set
    @Nullable
    Eviction<K> eviction() {
        return (Eviction<K>) EVICTION.getVolatile(this);
    }

    /** Returns what keeps the bound, for a hit: it may come late, and only what is final in it may be used. */
    @Nullable
    Eviction<K> evictionOfHit() {
        return eviction;
    }

    /** Gives this generation a bound; the nodes that it has come in as the eviction says. */
    void bound(Eviction<K> first) {
        EVICTION.setVolatile(this, first);
    }

    @Override
    public boolean kill(Node<K> chosen) {
        if (notes == null) {
            return chosen.tryKill();
        }
        return chosen.isAlive() && notes.leave(chosen);
    }

    @Override
    public void gone(Node<K> victim) {
        evictions.count(Counter.EVICTIONS);
        remove(victim);
        if (wheel != null && victim instanceof TimedNode<K> timed) {
            wheel.cancel(timed);
        }
    }
}
