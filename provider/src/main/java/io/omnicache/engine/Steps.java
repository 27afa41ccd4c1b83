/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Failures;
import io.omnicache.event.UserCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Begins, runs and finishes the steps of one engine. Thread-safe. */
final class Steps<K, V> {
    private final Engine<K, V> engine;

    /** Whether a step runs no user code, and no input or output, as long as nobody listens. */
    private final boolean plain;

    Steps(Engine<K, V> engine) {
        this.engine = engine;
        this.plain = engine.parts().writeThrough() == null && engine.expiry().isConstant() && engine.tiers() == null;
    }

    /** Runs an operation on a key; waits until the key's node is free. */
    <A extends @Nullable Object, R> @Nullable R step(K key, Kind kind, A argument, Action<K, V, A, R> action) {
        return step(key, kind, true, argument, action);
    }

    /** As {@link #step}, for what asks neither loader nor writer, and does nothing to an absent key: it does not wait for those of other processes. */
    <A extends @Nullable Object, R> @Nullable R look(K key, A argument, Action<K, V, A, R> action) {
        return step(key, Kind.EXISTING, false, argument, action);
    }

    private <A extends @Nullable Object, R> @Nullable R step(
            K key, Kind kind, boolean leases, A argument, Action<K, V, A, R> action) {
        boolean creates = kind == Kind.STORE
                || kind == Kind.PROCESS
                || (kind == Kind.REMOVE && engine.parts().writeThrough() != null)
                || engine.tiers() != null;
        boolean bare = plain && kind != Kind.PROCESS && !engine.parts().events().isActive();
        Object holder = bare ? Node.BARE : newOperation(key);
        try {
            for (int attempt = 0; ; attempt++) {
                Step<K, V> step = begin(key, holder, creates);
                if (step != null && (!leases || awaitLease(step))) {
                    return run(step, holder, argument, action);
                }
                awaitTurn(key, attempt);
            }
        } finally {
            end(holder); // it may have held a node of a generation that was cleared, and others may wait for it
        }
    }

    /**
     * Takes the lock of a key's node, which is made if need be.
     *
     * @return null if the node is in use just now; a step without a node if the key is absent and is not to be made
     */
    @Nullable
    Step<K, V> begin(K key, Object holder, boolean creates) {
        while (true) {
            Generation<K> current = engine.generation();
            Node<K> node = current.find(key);
            if (node == null && !creates) {
                return new Step<>(engine, key);
            }
            if (node == null) {
                node = engine.newNode(key, holder);
                if (current.addIfAbsent(node) != null) {
                    continue;
                }
            } else if (!node.tryLock(holder)) {
                if (node.isAlive()) {
                    return null;
                }
                current.remove(node); // the one that killed it is about to
                continue;
            }
            Aftermath<K> after = aftermath(current, node, holder);
            if (engine.generation() == current) {
                return start(key, node, after);
            }
            after.release(false);
        }
    }

    /** As {@link #begin}, but also null if another process is at work on the key: for what need not be done now. */
    @Nullable
    Step<K, V> beginIfFree(K key, Object holder, boolean creates) {
        Step<K, V> step = begin(key, holder, creates);
        return step == null || leaseOrFollow(step, false) ? step : null;
    }

    /**
     * As that, for a node that is made if need be, and of a holder that goes on if it does not get it: who has met it meanwhile does not wait for that.
     *
     * @param given receives a step that was given back; to be {@linkplain #follow followed} once nothing is held any more
     */
    @Nullable
    Step<K, V> beginIfFree(K key, Operation holder, List<Step<K, V>> given) {
        Tiers<K, V> tiers = engine.tiers();
        if (tiers == null || !tiers.leases()) {
            return begin(key, holder, true);
        }
        Operation asking = newOperation(key);
        try {
            Step<K, V> step = begin(key, asking, true);
            if (step == null || !lease(step, false, given)) {
                return null;
            }
            step.handOver(holder);
            return step;
        } finally {
            end(asking);
        }
    }

    /** Waits until no other process is at work on the key of a step; returns false if all was cleared meanwhile, and the step was given back. */
    boolean awaitLease(Step<K, V> step) {
        return leaseOrFollow(step, true);
    }

    private boolean leaseOrFollow(Step<K, V> step, boolean waits) {
        boolean usable = false;
        try {
            usable = leaseOrRelease(step, waits);
            return usable;
        } finally {
            if (!usable) {
                follow(step);
            }
        }
    }

    /**
     * Takes the lease of a step; returns false if that is not to be had, or all was cleared meanwhile, and the step was given back.
     *
     * @param given receives the step if it was given back; to be {@linkplain #follow followed} once nothing is held any more
     */
    boolean lease(Step<K, V> step, boolean waits, List<Step<K, V>> given) {
        boolean usable = false;
        try {
            usable = leaseOrRelease(step, waits);
            return usable;
        } finally {
            if (!usable) {
                given.add(step);
            }
        }
    }

    private boolean leaseOrRelease(Step<K, V> step, boolean waits) {
        boolean usable = false;
        try {
            usable = step.lease(waits) && !step.isOutdated();
            return usable;
        } finally {
            if (!usable) {
                step.release(false);
            }
        }
    }

    /** Does what follows a step that was given back without an action. */
    void follow(Step<K, V> step) {
        step.maintain();
        step.deliverLater();
    }

    /** Returns what will follow a step on a node that was locked by the holder; only an operation keeps events. */
    Aftermath<K> aftermath(Generation<K> current, Node<K> node, Object holder) {
        boolean recording = holder != Node.BARE && engine.parts().events().isActive();
        return new Aftermath<>(engine, current, node, recording);
    }

    /** Starts a step on a node that is locked; gives it back if that fails. */
    Step<K, V> start(K key, Node<K> node, Aftermath<K> after) {
        try {
            Tiers<K, V> tiers = engine.tiers();
            Step<K, V> step =
                    tiers == null ? new Step<>(engine, key, node, after) : tiers.newStep(engine, key, node, after);
            step.settle();
            return step;
        } catch (Throwable e) { // a clock that the user gave
            after.release(false);
            throw e;
        }
    }

    /** Runs an action and finishes its step. */
    <A extends @Nullable Object, R> @Nullable R run(
            Step<K, V> step, Object holder, A argument, Action<K, V, A, R> action) {
        R result = null;
        boolean @Nullable [] running = holder instanceof Operation ? UserCode.enter() : null;
        try {
            result = step.perform(argument, action);
        } catch (Throwable e) { // user code in other languages throws checked exceptions undeclared
            UserCode.exit(running);
            Failures failures = new Failures();
            failures.add(e);
            failures.run(() -> giveBack(step, holder, true));
            failures.run(step::deliver);
            failures.throwFirst();
            throw e;
        }
        UserCode.exit(running);
        giveBack(step, holder, true);
        step.deliver();
        return result;
    }

    /** Gives the node back and does what follows, except for the delivery of events. */
    void giveBack(Step<K, V> step, Object holder, boolean awaited) {
        try {
            step.release(awaited);
        } finally {
            end(holder);
            step.maintain();
        }
    }

    /** Lets those go on who wait for the holder of a lock that was given back. */
    void end(Object holder) {
        if (holder instanceof Operation operation) {
            operation.end();
        }
    }

    /**
     * Waits until the key's node may be free.
     *
     * @throws IllegalStateException if the calling thread holds it, or waiting would close a cycle
     */
    void awaitTurn(K key, int attempt) {
        Node<K> node = engine.generation().find(key);
        if (node == null) {
            return;
        }
        if (node.holder() instanceof Operation operation) {
            if (operation.isMine()) {
                throw new IllegalStateException(engine.place(key)
                        + " cannot be changed from inside an operation on the same key"
                        + " (by a loader, writer, entry processor or expiry policy)");
            }
            operation.await(path -> new IllegalStateException(
                    engine.place(key) + " cannot be changed here, the operation would wait for itself: " + path));
            if (operation.hasGivenUp()) {
                throw StepLease.late(engine.place(key));
            }
        } else {
            Spin.pause(attempt);
        }
    }

    /** Waits until the key may be free, as {@link #awaitTurn}, and in other processes, too. */
    void awaitFree(K key, int attempt) {
        awaitTurn(key, attempt);
        Tiers<K, V> tiers = engine.tiers();
        if (tiers == null || !tiers.leases()) {
            return;
        }
        Operation operation = newOperation(key);
        try {
            Step<K, V> step = begin(key, operation, true);
            if (step != null && awaitLease(step)) {
                giveBack(step, operation, false);
                step.deliverLater(); // not here: what listeners throw is no failure of who waits
            }
        } finally {
            end(operation);
        }
    }

    /** Returns whether the calling thread is inside an operation of the key. */
    boolean isInside(K key) {
        Node<K> node = engine.generation().find(key);
        return node != null && node.holder() instanceof Operation operation && operation.isMine();
    }

    /** Lets a step do what a process has asked for, on a node that the operation holds, and gives it back. */
    void apply(K key, Generation<K> current, Node<K> node, Operation operation, EntryProcess<K, V> process) {
        try {
            Step<K, V> step = start(key, node, aftermath(current, node, operation));
            run(step, operation, process, (begun, asked) -> {
                asked.applyTo(begun);
                return null;
            });
        } finally {
            end(operation);
        }
    }

    Operation newOperation(K key) {
        return new Operation(engine.parts().cache(), engine.shown(key));
    }
}
