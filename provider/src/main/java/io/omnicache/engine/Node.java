/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy;
import io.omnicache.engine.expiry.Expirable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** An entry, its lock, its life cycle, and a link of the table's chains. */
/*
 * Life: a node is made with its lock held and no value (nobody but the maker can act on it), gets a value, and ends dead.
 * A dead node is never revived, so whoever holds a reference to it can tell. The value is null before the first value and
 * after the last one.
 *
 * Lock: the holder is null (free), BARE (held for a few instructions that run no user code; others spin), an Operation (held
 * while user code runs; others park on it) or DEAD. Taken by compare-and-set, given back by a volatile write, which also
 * publishes the value and the deadline for good: those are written in release mode, since a volatile write waits until all
 * processors have it.
 *
 * Size: 40 bytes with compressed references; one field more costs 8. What only some caches need is in subclasses: a
 * deadline and the wheel's links (TimedNode), a weight (WeighedNode, WeighedTimedNode).
 */
class Node<K> extends EvictionStrategy.Entry {
    /** The lock is held for a few instructions. */
    static final Object BARE = new Object();

    /** The deadline of a value that has expired and is about to go: no reader can extend it any more. */
    static final long EXPIRED = Long.MIN_VALUE;

    private static final Object DEAD = new Object();
    private static final VarHandle HOLDER;
    private static final VarHandle VALUE;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(Node.class, "holder", Object.class);
            VALUE = MethodHandles.lookup().findVarHandle(Node.class, "value", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final K key;

    /** The next node of the chain. Written under the lock of the page, read without. */
    @Nullable
    Node<K> chained;

    private volatile @Nullable Object value;
    private volatile @Nullable Object holder;

    /** Creates a node that is locked; its hash is the key's as the table spreads it. */
    Node(K key, int hash, Object holder) {
        super(hash);
        this.key = key;
        HOLDER.set(this, holder); // plainly: the table publishes the node
    }

    @Nullable
    Object value() {
        return value;
    }

    /** Sets the value; the caller holds the lock. */
    void value(@Nullable Object stored) {
        VALUE.setRelease(this, stored);
    }

    @Nullable
    Object holder() {
        return holder;
    }

    boolean tryLock(Object by) {
        return holder == null && HOLDER.compareAndSet(this, null, by);
    }

    void unlock() {
        holder = null;
    }

    /** Lets another operation hold the lock; the caller holds it. */
    void handOver(Object by) {
        holder = by;
    }

    /** Ends the life of this node if nobody holds the lock. A reader may still find the value for a moment. */
    boolean tryKill() {
        boolean done = holder == null && HOLDER.compareAndSet(this, null, DEAD);
        if (done) {
            VALUE.setRelease(this, null);
        }
        return done;
    }

    /** Ends the life of this node; the caller holds the lock. */
    void kill() {
        VALUE.setRelease(this, null);
        holder = DEAD;
    }

    @Override
    public boolean isAlive() {
        return holder != DEAD;
    }

    /** Returns when the value expires, {@link Expirable#NEVER} if it does not. */
    @Override
    public long deadline() {
        return Expirable.NEVER;
    }

    /** Sets the deadline; the caller holds the lock. */
    void deadline(long nanos) {
        throw new IllegalStateException("an entry of a cache without expiry was given a deadline");
    }

    /** Moves the deadline if it still is the expected one. */
    boolean extendDeadline(long expected, long nanos) {
        throw new IllegalStateException("an entry of a cache without expiry was given a deadline");
    }

    /** Returns the weight of the present value; read and written under this node's lock. */
    int valueWeight() {
        return 1;
    }

    /** Sets the weight of the present value, which is 1 where the bound is a number of entries. */
    void valueWeight(int weight) {}

    /** Lets the bound count this entry with the weight of its present value; guarded by the eviction lock. */
    void weighAgain() {}

    /** Returns which eviction order holds this node, 0 if none does; guarded by the eviction lock. */
    int order() {
        return owner();
    }

    /** Sets which eviction order holds this node: 0 to 3. */
    void order(int id) {
        owner(id);
    }
}
