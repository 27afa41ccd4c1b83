/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EvictionStrategy;
import io.omnicache.engine.expiry.Expirable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** An entry, its lock and its life cycle. */
/*
 * Life: a node is made with its lock held and no value (nobody but the maker can act on it), gets a value, and ends dead.
 * A dead node is never revived, so whoever holds a reference to it can tell. `value` is null before the first value and
 * after the last one.
 *
 * Lock: `holder` is null (free), BARE (held for a few instructions that run no user code; others spin), an Operation (held
 * while user code runs; others park on it) or DEAD. Taken by compare-and-set, given back by a volatile write.
 *
 * Readers take no lock: they read the value, then the deadline, then the value again (see Engine.isLive). A writer
 * that changes both lowers the deadline to the sooner of the two first, then sets the value, then the deadline, so that no
 * reader takes a value for live by the deadline of another.
 */
final class Node<K> extends Expirable implements EvictionStrategy.Entry {
    /** The lock is held for a few instructions. */
    static final Object BARE = new Object();

    /** The deadline of a value that has expired and is about to go: no reader can extend it any more. */
    static final long EXPIRED = Long.MIN_VALUE;

    private static final Object DEAD = new Object();
    private static final VarHandle HOLDER;
    private static final VarHandle MARK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HOLDER = lookup.findVarHandle(Node.class, "holder", Object.class);
            MARK = lookup.findVarHandle(Node.class, "mark", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final K key;

    private volatile @Nullable Object value;
    private volatile @Nullable Object holder;

    @SuppressWarnings("unused") // by MARK, in opaque mode
    private int mark;

    /** The weight of the value; written under this node's lock. */
    private volatile int weight = 1;

    /** Whether the eviction order knows this node, and the weight it was counted with. Guarded by the eviction lock. */
    boolean tracked;

    int trackedWeight;

    /** The note of the eviction strategy. Guarded by the eviction lock. */
    private int note;

    Node(K key, Object holder) {
        this.key = key;
        this.holder = holder;
    }

    @Nullable
    Object value() {
        return value;
    }

    void value(@Nullable Object stored) {
        value = stored;
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

    /** Ends the life of this node; the caller holds the lock. */
    void kill() {
        value = null;
        holder = DEAD;
    }

    @Override
    public boolean isAlive() {
        return holder != DEAD;
    }

    @Override
    public int keyHash() {
        return key.hashCode();
    }

    /** What the bound counts this entry with, for the eviction strategy; guarded by the eviction lock. */
    @Override
    public int weight() {
        return trackedWeight;
    }

    /** The weight of the present value; read and written under this node's lock. */
    int valueWeight() {
        return weight;
    }

    void valueWeight(int newWeight) {
        weight = newWeight;
    }

    @Override
    public int mark() {
        return (int) MARK.getOpaque(this);
    }

    @Override
    public void mark(int newMark) {
        MARK.setOpaque(this, newMark);
    }

    @Override
    public int note() {
        return note;
    }

    @Override
    public void note(int newNote) {
        note = newNote;
    }
}
