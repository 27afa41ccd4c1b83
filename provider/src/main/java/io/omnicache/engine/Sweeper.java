/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.expiry.Alarm;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.engine.expiry.TimerWheel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets entries go when their time has come: by the timer wheel, and when they are met. Thread-safe. */
final class Sweeper<K, V> {
    private static final int BATCH = 256;

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    /** Null if nothing can expire. */
    private final @Nullable Alarm alarm;

    private final AtomicBoolean failing = new AtomicBoolean();

    Sweeper(Engine<K, V> engine, Steps<K, V> steps) {
        this.engine = engine;
        this.steps = steps;
        this.alarm = engine.expiry().mayExpire() ? new Alarm(engine.parts().clock(), engine) : null;
    }

    /** Tells the wheel of a node's new deadline, or of its death. */
    void schedule(Generation<K> generation, Node<K> node) {
        TimerWheel<TimedNode<K>> wheel = generation.wheel();
        if (wheel == null || !(node instanceof TimedNode<K> timed)) {
            return;
        }
        if (timed.isAlive()) {
            ring(wheel.schedule(timed));
        } else {
            wheel.cancel(timed);
        }
    }

    /** Moves the deadline of an entry that was read, unless its value or deadline has changed since. */
    void touch(Generation<K> generation, Node<K> node, Object seen) {
        long answer = engine.expiry().access();
        if (answer == Expiry.UNCHANGED) {
            return;
        }
        if (answer == Expiry.ZERO) {
            expireIfStill(node.key, seen);
            return;
        }
        long deadline = node.deadline();
        if (node.value() != seen || engine.time().hasPassed(deadline)) {
            return; // the deadline is that of another value, or has passed since the value was read
        }
        long later = answer == Expiry.ETERNAL
                ? Expirable.NEVER
                : Expiry.deadline(engine.time().startOf(answer), answer);
        if (later < deadline && engine.tiers() != null) {
            moveSooner(node.key, seen, later);
            return;
        }
        if (later != deadline
                && node.extendDeadline(deadline, later)
                && (deadline == Expirable.NEVER || later < deadline)) {
            if (engine.bounds().mindsDeadlines(generation)) {
                engine.bounds().sync(generation, node);
            }
            schedule(generation, node);
        }
    }

    /** The tiers have to be told at once: after a crash they must not let the entry live longer. */
    private void moveSooner(K key, Object seen, long deadline) {
        if (!steps.isInside(key)) {
            steps.look(key, seen, (step, value) -> {
                step.moveIfStill(value, deadline);
                return true;
            });
        }
    }

    private void expireIfStill(K key, Object seen) {
        if (steps.isInside(key)) {
            return; // a read inside the step of the key leaves everything as it is
        }
        steps.look(key, seen, (step, value) -> {
            step.expireIfStill(value);
            return true;
        });
    }

    /** Removes the key's entry if it has expired and nobody is at work on it; who is will settle it. */
    void settle(K key) {
        tryStep(key, () -> false, (settled, same) -> settled.isPresent());
    }

    /** Reads a key that was not found live: an expired entry goes, and one that came meanwhile is a hit. */
    @Nullable
    Object lookup(K key) {
        return tryStep(key, engine::missed, (step, same) -> step.read());
    }

    /** Removes what has expired; returns when there will be something to do again. */
    long sweep(Generation<K> generation) {
        TimerWheel<TimedNode<K>> wheel = generation.wheel();
        if (wheel == null) {
            return Expirable.NEVER;
        }
        wheel.advance(engine.parts().clock().nanos());
        List<TimedNode<K>> due = new ArrayList<>();
        boolean more = true;
        while (more && generation == engine.generation()) {
            more = wheel.poll(due, BATCH);
            due.forEach(node -> expireOrRetry(generation, wheel, node));
            due.clear();
        }
        long next = wheel.nextDue();
        ring(next); // also if it was not the alarm that called
        return next;
    }

    /** Lets the alarm ring not later than at the given time, which is returned. */
    long wakeAgain(long nanos) {
        ring(nanos);
        return nanos;
    }

    void close() {
        if (alarm != null) {
            alarm.close();
        }
    }

    private void ring(long nanos) {
        if (alarm != null) {
            alarm.set(nanos);
        }
    }

    /** One entry that cannot go (its key throws, a thread cannot start) must not keep the others. */
    private void expireOrRetry(Generation<K> generation, TimerWheel<TimedNode<K>> wheel, TimedNode<K> node) {
        try {
            expire(generation, wheel, node);
            if (failing.get()) { // a look is cheaper than a store
                failing.set(false);
            }
        } catch (Throwable e) {
            wheel.retry(node);
            if (failing.compareAndSet(false, true)) {
                System.getLogger("io.omnicache.expiry")
                        .log(
                                System.Logger.Level.WARNING,
                                "an expired entry could not be removed, retrying: cache="
                                        + engine.parts().cache(),
                                e);
            }
        }
    }

    private void expire(Generation<K> generation, TimerWheel<TimedNode<K>> wheel, TimedNode<K> node) {
        Object holder = newHolder(node.key);
        if (!node.tryLock(holder)) {
            wheel.retry(node);
            return;
        }
        Aftermath<K> after = steps.aftermath(generation, node, holder);
        try {
            if (generation != engine.generation()) {
                after.release(false); // cleared: an event now could come after those of the new generation
                return;
            }
            steps.giveBack(steps.start(node.key, node, after), holder, false);
        } finally {
            steps.end(holder);
        }
        schedule(generation, node); // a reader may have extended the deadline: the wheel has let go of the node
        after.deliverLater();
    }

    private <R> @Nullable R tryStep(K key, Supplier<@Nullable R> otherwise, Action<K, V, K, R> action) {
        if (engine.tiers() == null && engine.generation().find(key) == null) {
            return otherwise.get();
        }
        Object holder = newHolder(key);
        try {
            Step<K, V> step = steps.beginIfFree(key, holder, engine.tiers() != null);
            return step == null ? otherwise.get() : steps.run(step, holder, key, action);
        } finally {
            steps.end(holder);
        }
    }

    private Object newHolder(K key) {
        return engine.parts().events().isActive() || !engine.expiry().isConstant() || engine.tiers() != null
                ? steps.newOperation(key)
                : Node.BARE;
    }
}
