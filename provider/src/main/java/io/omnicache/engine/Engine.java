/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Alarm;
import io.omnicache.engine.expiry.CoarseTime;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.loading.Loads;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The heap of one cache: finds entries without a lock and changes them one at a time, by steps.
 *
 * <p>Values are in their stored form here. Thread-safe.
 */
/*
 * A read of a live entry takes no lock. Everything else is a step (Steps): it finds or makes the node and takes its lock, an action
 * says what happens, then the lock is given back, and bound, wheel and listeners follow. One node is locked at a time; batches
 * (BatchWrites, BulkLoad) lock several, but never wait while they hold one.
 *
 * clear() replaces the generation. A step that has checked it under its lock counts as before the clear, all others find the new one.
 */
public final class Engine<K, V> extends StoredForms<K, V> implements Alarm.Sleeper {
    private final Parts<K, V> parts;
    private final boolean mindsAccess;

    /** Whether a value that is there is live. */
    private final boolean simple;

    private final Statistics statistics;
    private final Bounds<K, V> bounds;
    private final CoarseTime time;
    private final Steps<K, V> steps;
    private final FastPath<K, V> fastPath;

    /** What lies below the heap; null if nothing does. */
    private final @Nullable Tiers<K, V> tiers;

    private final Flights<K, V> flights;
    private final BatchWrites<K, V> batches;
    private final Sweeper<K, V> sweeper;
    private volatile Generation<K> generation;

    /** Creates an empty engine. */
    public Engine(Parts<K, V> parts) {
        super(parts);
        this.parts = parts;
        this.mindsAccess = parts.expiry().mindsAccess();
        this.statistics = parts.statistics();
        this.tiers = parts.lower() == null ? null : new Tiers<>(this, parts.lower());
        this.simple = !timed && (tiers == null || !tiers.isShared());
        this.bounds = new Bounds<>(this, parts.limit(), parts.guarding());
        this.generation = Generation.begin(this);
        this.time = new CoarseTime(parts.clock());
        this.steps = new Steps<>(this);
        this.fastPath = new FastPath<>(this, steps, weighs);
        this.flights = new Flights<>(this, steps);
        this.batches = new BatchWrites<>(this, steps);
        this.sweeper = new Sweeper<>(this, steps);
        if (tiers != null) {
            tiers.connect(steps);
        }
    }

    /** Lets what has expired go while there was no cache; once all is there that its listeners may ask for. */
    public void begin() {
        if (tiers != null) {
            sweeper.wakeAgain(parts.clock().nanos());
        }
    }

    /**
     * Returns the stored form of a key's value, loading it if it is missing and reads load; counts a hit or a miss.
     *
     * @return null if there is no value
     * @throws javax.cache.integration.CacheLoaderException if the loader fails
     */
    public @Nullable Object get(K key) {
        Object hit = hit(key);
        if (hit != null) {
            return hit;
        }
        bounds.onMiss();
        if (parts.readThrough() != null || tiers != null) {
            return flights.get(key);
        }
        return timed ? sweeper.lookup(key) : missed();
    }

    /** Returns the stored form of a live value, counting a hit and asking for the access expiry; null without counting. */
    public @Nullable Object hit(K key) {
        Generation<K> current = generation;
        Node<K> node = current.find(key);
        Object value = node == null ? null : live(node);
        if (node == null || value == null) {
            return null;
        }
        bounds.onHit(current, node);
        statistics.count(Counter.HITS);
        if (mindsAccess) {
            sweeper.touch(current, node, value);
        }
        return value;
    }

    /** Returns the stored form of a live value without leaving a trace. */
    public @Nullable Object peek(K key) {
        Node<K> node = generation.find(key);
        Object held = node == null ? null : live(node);
        if (held != null || tiers == null) {
            return held;
        }
        Found below = tiers.peek(key);
        return below == null ? null : below.stored();
    }

    /** Lets the key's entry go if it has expired. */
    public void settle(K key) {
        if (timed || tiers != null) {
            sweeper.settle(key);
        }
    }

    /** Returns the stored forms of the values of several keys, loading the missing ones together if reads load. */
    public Map<K, Object> getAll(Set<? extends K> keys) {
        return flights.getAll(keys);
    }

    /** Loads the given keys; those that are present only if they are to be replaced. Counts nothing. */
    public void loadAll(Set<? extends K> keys, boolean replace, Loads<K, V> loads) {
        flights.loadAll(keys, replace, loads);
    }

    /** Stores several values, each of another key, writing them through together. */
    public void putAll(List<Map.Entry<K, Incoming>> entries) {
        batches.putAll(entries);
    }

    /** Removes several keys, telling the writer together, of absent keys too. */
    public void removeAll(Set<? extends K> keys) {
        batches.removeAll(keys, step -> true);
    }

    /** Removes all entries, telling the writer together; only of those that there are. */
    public void removeAll() {
        if (tiers == null) {
            batches.removeAll(generation.keys());
        } else {
            tiers.removeAll(batches, generation.keys());
        }
    }

    /**
     * Runs an operation on a key.
     *
     * @throws IllegalStateException if the calling thread is already inside a step of this key
     */
    public <A extends @Nullable Object, R> @Nullable R step(K key, Kind kind, A argument, Action<K, V, A, R> action) {
        return steps.step(key, kind, argument, action);
    }

    /** Returns the short way to store a value, which is to be tried before a step. */
    public FastPath<K, V> fastPath() {
        return fastPath;
    }

    /** Forgets everything, in one step. */
    public void clear() {
        if (tiers == null) {
            replaceGeneration();
        } else {
            tiers.clear(this::replaceGeneration);
        }
    }

    private void replaceGeneration() {
        Parts.Limit<K, V> limit = bounds.limit();
        Generation<K> next = Generation.begin(this);
        generation = next;
        if (limit != bounds.limit()) {
            bounds.adjust(next, limit);
        }
    }

    /** Iterates over the stored keys, weakly consistent; a key may have gone when it comes. */
    public Iterator<K> keys() {
        return tiers == null ? generation.keys() : new TierKeys<>(tiers.storedKeys(), generation.keys());
    }

    /** Returns the number of entries. */
    public long size() {
        return tiers == null ? generation.size() : tiers.size();
    }

    /** Removes what has expired; its events are delivered on other threads. */
    @Override
    public long wake() {
        long next = sweeper.sweep(generation);
        return tiers == null
                ? next
                : sweeper.wakeAgain(Math.min(next, tiers.upkeep().sweepSoon()));
    }

    /** Removes what has expired, also below the heap; its events are delivered on other threads. */
    public void cleanUp() {
        sweeper.sweep(generation);
        if (tiers != null) {
            tiers.upkeep().recover();
            tiers.upkeep().sweep();
        }
    }

    /** Returns the stored form of a key that an iterator hands out, noting the access; null if it has gone. Counts a hit. */
    public @Nullable Object visit(K key) {
        Object held = hit(key);
        if (held != null || tiers == null || steps.isInside(key)) {
            return held;
        }
        return steps.look(key, key, (step, same) -> step.visit());
    }

    /** Stops the background work and forgets what the heap holds; what lies below it stays, unless it is to be deleted. */
    public void close(boolean destroy) {
        bounds.close();
        sweeper.close();
        if (tiers == null) {
            replaceGeneration();
        } else {
            tiers.close(this::replaceGeneration, destroy);
        }
    }

    /** Tells the wheel of a node's new deadline or death. */
    void schedule(Generation<K> current, Node<K> node) {
        sweeper.schedule(current, node);
    }

    /** Returns a key of this cache as messages show it. */
    String place(Object key) {
        return Operation.describe(parts.cache(), shown(key));
    }

    Generation<K> generation() {
        return generation;
    }

    @Override
    @Nullable
    Tiers<K, V> tiers() {
        return tiers;
    }

    /** Returns what counts the operations of this cache. */
    public Statistics statistics() {
        return statistics;
    }

    Expiry expiry() {
        return parts.expiry();
    }

    /** Returns the bound. */
    public Bounds<K, V> bounds() {
        return bounds;
    }

    CoarseTime time() {
        return time;
    }

    @Nullable
    Object missed() {
        statistics.count(Counter.MISSES);
        return null;
    }

    /** Returns the node's value if it has not expired. */
    @Nullable
    Object live(Node<K> node) {
        if (simple) {
            return node.value();
        }
        Object value;
        long deadline;
        do {
            value = node.value();
            deadline = node.deadline();
        } while (value != node.value()); // else the deadline may be that of another value
        if (value == null || (timed && time.hasPassed(deadline))) {
            return null;
        }
        return tiers == null || tiers.isCurrent(node, value) ? value : null;
    }
}
