/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is at work in the tiers of a cache: many at once for the entries of a generation, or one that changes everything. Closed once, for good.
 * Thread-safe.
 */
final class Gate<K> {
    private final Engine<K, ?> engine;
    private final ReentrantReadWriteLock clearing = new ReentrantReadWriteLock();

    /** Guarded by the lock. */
    private boolean closed;

    Gate(Engine<K, ?> engine) {
        this.engine = engine;
    }

    /** Returns null, and does nothing, if the generation is no longer the present one, or all is closed. */
    <R> @Nullable R shared(Generation<K> generation, Supplier<R> access) {
        return shared(generation, access, false);
    }

    /**
     * As {@link #shared}, for a step that promises something to its caller.
     *
     * @throws IllegalStateException if all is closed: what was asked for would be lost, or not be seen
     */
    <R> @Nullable R open(Generation<K> generation, Supplier<R> access) {
        return shared(generation, access, true);
    }

    private <R> @Nullable R shared(Generation<K> generation, Supplier<R> access, boolean promised) {
        clearing.readLock().lock();
        try {
            if (promised) {
                requireOpen();
            }
            return engine.generation() == generation && !closed ? access.get() : null;
        } finally {
            clearing.readLock().unlock();
        }
    }

    /** Runs what changes everything. Throws {@link IllegalStateException} if all is closed. */
    void alone(Runnable action) {
        clearing.writeLock().lock();
        try {
            requireOpen();
            action.run();
        } finally {
            clearing.writeLock().unlock();
        }
    }

    /** Runs something while nobody else is at work, if that is so just now; returns whether it was run. */
    boolean tryAlone(Runnable action) {
        if (!clearing.writeLock().tryLock()) {
            return false;
        }
        try {
            if (!closed) {
                action.run();
            }
            return !closed;
        } finally {
            clearing.writeLock().unlock();
        }
    }

    /** Closes, once nobody is at work, between two actions of which the second may come back here. */
    void close(Runnable before, Runnable after) {
        clearing.writeLock().lock();
        try {
            before.run();
            closed = true;
            after.run();
        } finally {
            clearing.writeLock().unlock();
        }
    }

    /** Keeps those away who change everything until {@link #exit}; returns false if that is not possible at once. */
    boolean tryEnter() {
        return clearing.readLock().tryLock();
    }

    void exit() {
        clearing.readLock().unlock();
    }

    boolean isClosed() {
        clearing.readLock().lock();
        try {
            return closed;
        } finally {
            clearing.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Cache '" + engine.parts().cache() + "' is closed");
        }
    }
}
