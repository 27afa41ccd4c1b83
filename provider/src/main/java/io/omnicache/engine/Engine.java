/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.ByReference;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Alarm;
import io.omnicache.engine.expiry.CoarseTime;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.engine.expiry.TimerWheel;
import io.omnicache.loading.Loads;
import java.util.Iterator;
import java.util.LinkedHashSet;
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
public final class Engine<K, V> implements Alarm.Sleeper {
    private final Parts<K, V> parts;
    private final boolean timed;
    private final boolean mindsAccess;
    private final boolean weighs;
    private final boolean byReference;
    private final Statistics statistics;
    private final Bounds<K, V> bounds;
    private final CoarseTime time;
    private final Steps<K, V> steps;
    private final FastPath<K, V> fastPath;
    private final Flights<K, V> flights;
    private final BatchWrites<K, V> batches;
    private final Sweeper<K, V> sweeper;
    private volatile Generation<K> generation;

    /** Creates an empty engine. */
    public Engine(Parts<K, V> parts) {
        this.parts = parts;
        this.timed = parts.expiry().mayExpire();
        this.mindsAccess = parts.expiry().mindsAccess();
        this.weighs = parts.limit() != null && parts.limit().weight() != null;
        this.byReference = parts.form() == ByReference.INSTANCE;
        this.statistics = parts.statistics();
        this.bounds = new Bounds<>(this, parts.limit(), parts.guarding());
        this.generation = newGeneration();
        this.time = new CoarseTime(parts.clock());
        this.steps = new Steps<>(this);
        this.fastPath = new FastPath<>(this, weighs);
        this.flights = new Flights<>(this, steps);
        this.batches = new BatchWrites<>(this, steps);
        this.sweeper = new Sweeper<>(this, steps);
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
        if (parts.readThrough() != null) {
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
        return node == null ? null : live(node);
    }

    /** Lets the key's entry go if it has expired. */
    public void settle(K key) {
        if (timed) {
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
        Set<K> keys = new LinkedHashSet<>();
        keys().forEachRemaining(keys::add);
        batches.removeAll(keys, Step::isPresent);
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
        Parts.Limit<K, V> limit = bounds.limit();
        Generation<K> next = newGeneration();
        generation = next;
        if (limit != bounds.limit()) {
            bounds.adjust(next, limit);
        }
    }

    /** Iterates over the stored keys, weakly consistent; a key may have gone when it comes. */
    public Iterator<K> keys() {
        return generation.keys();
    }

    /** Returns the number of entries. */
    public long size() {
        return generation.size();
    }

    /** Returns the form in which a value would be stored. Runs user code. */
    public Object stored(V value) {
        return byReference ? value : parts.form().store(value);
    }

    /**
     * Makes a value ready to be stored: weighs it and takes its stored form. Runs user code.
     *
     * @throws IllegalArgumentException if the weigher returns less than zero
     */
    public Incoming incoming(K key, V value) {
        return incoming(key, value, stored(value));
    }

    /** Makes a value ready whose stored form is known; as {@link #incoming(Object, Object)} otherwise. */
    public Incoming incoming(K key, V value, Object stored) {
        Parts.Limit<K, V> limit = parts.limit();
        return new Incoming(stored, limit == null ? 1 : limit.weigh(key, value, stored));
    }

    /** Returns the loader, null if reads do not load. */
    public @Nullable Loads<K, V> readThrough() {
        return parts.readThrough();
    }

    /** Turns a stored key into what the user gets. */
    @SuppressWarnings("unchecked") // a copy has the type of the key
    public K readKey(K stored) {
        return (K) parts.form().readKey(stored);
    }

    /** Turns a stored form into what the user gets. */
    @SuppressWarnings("unchecked") // only values of this cache are stored
    public V read(Object stored) {
        return (V) (byReference ? stored : parts.form().read(stored));
    }

    /** Removes what has expired; its events are delivered on other threads. */
    @Override
    public long wake() {
        return sweeper.sweep(generation);
    }

    /** Stops the background work and forgets everything. */
    public void close() {
        bounds.close();
        sweeper.close();
        clear();
    }

    /** Tells the wheel of a node's new deadline or death. */
    void schedule(Generation<K> current, Node<K> node) {
        sweeper.schedule(current, node);
    }

    /** Makes a node for a key, with what this cache needs and no more. */
    @SuppressWarnings("unchecked") // a copy has the type of the key
    Node<K> newNode(K key, Object holder) {
        K stored = (K) parts.form().storeKey(key);
        int hash = Table.hash(stored);
        if (timed) {
            return weighs ? new WeighedTimedNode<>(stored, hash, holder) : new TimedNode<>(stored, hash, holder);
        }
        return weighs ? new WeighedNode<>(stored, hash, holder) : new Node<>(stored, hash, holder);
    }

    Place place(Object key) {
        return new Place(parts.cache(), key);
    }

    Generation<K> generation() {
        return generation;
    }

    Parts<K, V> parts() {
        return parts;
    }

    Statistics statistics() {
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
        if (!timed) {
            return node.value();
        }
        Object value;
        long deadline;
        do {
            value = node.value();
            deadline = node.deadline();
        } while (value != node.value()); // else the deadline may be that of another value
        return time.hasPassed(deadline) ? null : value;
    }

    private Generation<K> newGeneration() {
        return new Generation<>(timed ? new TimerWheel<>(parts.clock().nanos()) : null, bounds.newEviction(statistics));
    }
}
