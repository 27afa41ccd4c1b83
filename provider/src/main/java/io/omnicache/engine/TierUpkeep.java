/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.config.DaemonThreads;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.event.Failures;
import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Keeps heap and tiers in step where no operation does it: deadlines that only the heap knows, and what expires below. Thread-safe. */
final class TierUpkeep<K, V> {
    private static final int BATCH = 256;

    /** How often the tiers are asked what has expired. */
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Executor THREADS = threads();

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final Tiers<K, V> tiers;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();

    TierUpkeep(Engine<K, V> engine, Steps<K, V> steps, Tiers<K, V> tiers) {
        this.engine = engine;
        this.steps = steps;
        this.tiers = tiers;
    }

    /** Tells the tiers what the heap knew of entries that left it: all of it, or if it is much. */
    void tellNotes(boolean all) {
        try {
            tiers.notes().tell(all, tiers::used, this::settleDeadline);
        } catch (RuntimeException e) { // the operation that comes by is done; deadlines stay noted
            warn(e);
        }
    }

    /** Lets another thread remove what has expired below, unless one is at it; returns when to come again. */
    long sweepSoon() {
        if (sweeping.compareAndSet(false, true)) {
            THREADS.execute(() -> {
                try {
                    sweep();
                    failing.set(false);
                } catch (RuntimeException e) {
                    warn(e);
                } finally {
                    sweeping.set(false);
                }
            });
        }
        return engine.parts().clock().nanos() + INTERVAL_NANOS;
    }

    /** Removes what has expired below; the events are delivered on other threads. */
    void sweep() {
        Failures failures = new Failures();
        List<K> due = tiers.storedKeys().expired(BATCH);
        List<K> before = List.of();
        while (!due.equals(before)
                && failures.first() == null) { // what is in use just now comes again at the next sweep
            due.forEach(key -> failures.run(() -> expire(key)));
            before = due;
            due = tiers.storedKeys().expired(BATCH);
        }
        failures.throwFirst();
    }

    private void warn(RuntimeException failure) {
        if (failing.compareAndSet(false, true)) {
            System.getLogger("io.omnicache.tier")
                    .log(
                            System.Logger.Level.WARNING,
                            "the tiers could not be kept in step with the heap, retrying: cache="
                                    + engine.parts().cache(),
                            failure);
        }
    }

    /** Input and output must not hold up the thread that wakes all caches. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2, 2, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), DaemonThreads.numbered("omnicache-tiers-"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Runs a deletion below, if the heap does not hold the key and no operation is at work on it.
     *
     * @param key null if it cannot be read, so nobody can ask for it
     */
    boolean evict(@Nullable K key, Deletion deletion, boolean leaves) throws IOException {
        if (key == null) {
            return deletion.run();
        }
        Generation<K> current = engine.generation();
        if (current.find(key) != null) {
            return false; // held, or somebody is at work
        }
        Operation operation = steps.newOperation(key);
        Node<K> node = engine.newNode(key, operation);
        if (current.addIfAbsent(node) != null) {
            return false;
        }
        try {
            boolean deleted = engine.generation() == current && deletion.run();
            if (deleted && leaves) {
                engine.statistics().count(Counter.EVICTIONS);
            }
            return deleted;
        } finally {
            node.kill();
            current.remove(node);
            operation.end();
        }
    }

    private void settleDeadline(K key) {
        Operation operation = steps.newOperation(key);
        try {
            Step<K, V> step = steps.begin(key, operation, true);
            if (step != null) { // who is at work on it knows the deadline
                steps.run(step, operation, key, (begun, same) -> {
                    settleDeadline(begun);
                    return true;
                });
            }
        } finally {
            steps.end(operation);
        }
    }

    private void settleDeadline(Step<K, V> step) {
        if (step instanceof TieredStep<K, V> tiered) {
            tiered.settleDeadline();
        }
    }

    /**
     * Lets an entry go that has expired below, unless the heap knows better; then the tiers are told. One that cannot be read goes, too.
     */
    private void expire(K key) {
        Operation operation = steps.newOperation(key);
        Step<K, V> step = null;
        try {
            step = steps.begin(key, operation, true);
            if (step != null) {
                if (step.isPresent()) {
                    settleDeadline(step);
                    step.pass();
                } else {
                    step.discardUnread();
                }
                steps.giveBack(step, operation, false);
            }
        } finally {
            steps.end(operation);
        }
        if (step != null) {
            step.deliverLater();
        }
    }
}
