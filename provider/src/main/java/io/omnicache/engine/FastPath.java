/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.event.UserCode;
import org.jspecify.annotations.Nullable;

/**
 * Stores values where nobody has to be asked or told but the bound: without a {@link Step}, and nothing is made but the node.
 *
 * <p>Every method says whether it could be done so; if not, nothing has happened, and a step has to do it. Thread-safe.
 */
/*
 * A step keeps what it has found in objects that live across calls of user code; for most puts of most caches there is none of
 * it. What a step would do is done here: the node is changed and given back, then come statistics, bound and wheel. No user code runs
 * while the node is held, so nothing has to be taken back. It is open to caches without a writer, with constant expiry that a change of the value leaves alone, and
 * without weights; for entries that no operation holds; and as long as nobody listens.
 */
public final class FastPath<K, V> {
    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final boolean open;

    /** Whether entries may expire. */
    private final boolean timed;

    /** How long a new entry lives. */
    private final long life;

    FastPath(Engine<K, V> engine, Steps<K, V> steps, boolean weighs) {
        Expiry expiry = engine.expiry();
        boolean constant = expiry.isConstant();
        this.engine = engine;
        this.steps = steps;
        this.timed = expiry.mayExpire();
        this.life = constant ? expiry.creation() : Expiry.ZERO;
        this.open = constant
                && expiry.update() == Expiry.UNCHANGED
                && life > Expiry.ZERO
                && !weighs
                && engine.parts().writeThrough() == null
                && engine.tiers() == null;
    }

    /** Counts a hit if there is a live value that no operation holds; leaves no other trace. Open to every cache. */
    public boolean hit(K key) {
        Node<K> node = engine.generation().find(key);
        boolean hit = node != null && node.holder() == null && engine.live(node) != null;
        if (hit) {
            engine.statistics().count(Counter.HITS);
        }
        return hit;
    }

    /** Stores a value. */
    public boolean put(K key, Object stored) {
        if (!isOpen()) {
            return false;
        }
        Generation<K> current = engine.generation();
        Node<K> node = current.glimpse(key);
        return node == null ? create(current, key, stored) : replace(current, node, null, stored) != null;
    }

    /** Stores a value where there is none. */
    public boolean create(K key, Object stored) {
        if (!isOpen()) {
            return false;
        }
        Generation<K> current = engine.generation();
        return current.glimpse(key) == null && create(current, key, stored);
    }

    /**
     * Stores a value where there is one.
     *
     * @param seen what has to be there, the very object; null if it does not matter
     * @return the stored form that was there; null if it could not be done so
     */
    public @Nullable Object replace(K key, @Nullable Object seen, Object stored) {
        if (!isOpen()) {
            return null;
        }
        Generation<K> current = engine.generation();
        Node<K> node = current.find(key);
        return node == null ? null : replace(current, node, seen, stored);
    }

    /**
     * Runs a process on a value that is there, and lets happen what it asks for.
     *
     * @return whether it has run
     */
    public boolean process(K key, EntryProcess<K, V> process) {
        if (!isOpen() || engine.expiry().access() != Expiry.UNCHANGED) {
            return false;
        }
        Generation<K> current = engine.generation();
        Node<K> node = current.find(key);
        if (node == null || (timed && engine.time().hasPassed(node.deadline()))) {
            return false;
        }
        Operation operation = steps.newOperation(key);
        if (!node.tryLock(operation)) {
            return false;
        }
        Object seen = engine.generation() == current ? node.value() : null;
        if (seen != null) {
            engine.statistics().count(Counter.HITS);
            run(key, process, current, node, seen, operation);
        } else {
            giveBack(node, operation);
        }
        return seen != null;
    }

    private void run(
            K key, EntryProcess<K, V> process, Generation<K> current, Node<K> node, Object seen, Operation operation) {
        Object next = seen; // it stays if the process throws
        boolean @Nullable [] running = UserCode.enter();
        try {
            next = process.run(seen);
        } finally {
            UserCode.exit(running);
            if (next != null) {
                node.value(next);
                giveBack(node, operation);
                used(current, node);
            }
        }
        if (next == null) {
            steps.apply(key, current, node, operation, process);
        }
    }

    private static void giveBack(Node<?> node, Operation operation) {
        node.unlock();
        operation.end();
    }

    private boolean isOpen() {
        return open && !engine.parts().events().isActive();
    }

    private @Nullable Object replace(Generation<K> current, Node<K> node, @Nullable Object seen, Object stored) {
        if (timed && engine.time().hasPassed(node.deadline())) {
            return null;
        }
        if (!node.tryLock(Node.BARE)) {
            return null;
        }
        // What was live before it was locked still is if there is a value: expiry takes that away under the lock.
        Object old = engine.generation() == current ? node.value() : null;
        if (old == null || (seen != null && old != seen)) {
            node.unlock();
            return null;
        }
        node.value(stored);
        node.unlock();
        engine.statistics().count(Counter.PUTS);
        used(current, node);
        return old;
    }

    private void used(Generation<K> current, Node<K> node) {
        Bounds<K, V> bounds = engine.bounds();
        bounds.onHit(current, node);
        if (bounds.isExceeded(current)) {
            bounds.sync(current, node);
        }
    }

    private boolean create(Generation<K> current, K key, Object stored) {
        long deadline = life == Expiry.ETERNAL
                ? Expirable.NEVER
                : Expiry.deadline(engine.parts().clock().nanos(), life);
        Node<K> node = engine.newNode(key, Node.BARE);
        if (current.addIfAbsent(node) != null) {
            return false;
        }
        if (engine.generation() != current) {
            node.kill();
            current.remove(node);
            return false;
        }
        if (deadline != Expirable.NEVER) {
            node.deadline(deadline);
        }
        node.value(stored);
        node.unlock();
        engine.statistics().count(Counter.PUTS);
        engine.bounds().sync(current, node);
        if (deadline != Expirable.NEVER) {
            engine.schedule(current, node);
        }
        return true;
    }
}
