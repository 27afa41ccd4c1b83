/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.expiry.Expirable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A node of a cache whose entries can expire. */
/*
 * Readers take no lock: they read the value, then the deadline, then the value again (see Engine.live). A writer
 * that changes both lowers the deadline to the sooner of the two first, then sets the value, then the deadline, so that no
 * reader takes a value for live by the deadline of another.
 *
 * The deadline is written under the lock of the node, except that a reader may extend it by compare-and-set.
 */
class TimedNode<K> extends Node<K> implements Expirable {
    private static final VarHandle DEADLINE;

    static {
        try {
            DEADLINE = MethodHandles.lookup().findVarHandle(TimedNode.class, "deadline", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long deadline = Expirable.NEVER;
    private long due = Expirable.NEVER;
    private @Nullable Expirable wheelPrevious;
    private @Nullable Expirable wheelNext;

    TimedNode(K key, int hash, Object holder) {
        super(key, hash, holder);
    }

    @Override
    public final long deadline() {
        return deadline;
    }

    @Override
    final void deadline(long nanos) {
        DEADLINE.setRelease(this, nanos);
    }

    @Override
    final boolean extendDeadline(long expected, long nanos) {
        return DEADLINE.compareAndSet(this, expected, nanos);
    }

    @Override
    public final long due() {
        return due;
    }

    @Override
    public final void due(long nanos) {
        due = nanos;
    }

    @Override
    public final @Nullable Expirable previous() {
        return wheelPrevious;
    }

    @Override
    public final @Nullable Expirable next() {
        return wheelNext;
    }

    @Override
    public final void previous(@Nullable Expirable neighbour) {
        wheelPrevious = neighbour;
    }

    @Override
    public final void next(@Nullable Expirable neighbour) {
        wheelNext = neighbour;
    }
}
