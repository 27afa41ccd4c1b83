/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.codec.crypto.EncryptingCodec;
import io.omnicache.config.DaemonThreads;
import io.omnicache.engine.expiry.Alarm;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.event.Failures;
import io.omnicache.tier.TierStack;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Keeps heap and tiers in step where no operation does it: deadlines that only the heap knows, and what expires below. Thread-safe. */
final class TierUpkeep<K, V> implements Alarm.Sleeper {
    private static final int BATCH = 256;

    /** How often the tiers are asked what has expired. */
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Executor THREADS = threads();

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final Tiers<K, V> tiers;
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean recovers = new AtomicBoolean();
    private final TierStack stack;
    private final TierWatch watch;
    private final ReentrantLock recovering = new ReentrantLock();
    private final Alarm alarm;

    /** Null if nothing is encrypted. */
    private final @Nullable Rotation<K, V> rotation;

    TierUpkeep(Engine<K, V> engine, Steps<K, V> steps, Tiers<K, V> tiers, TierStack stack, Lower lower) {
        this.engine = engine;
        this.steps = steps;
        this.tiers = tiers;
        this.stack = stack;
        this.watch = new TierWatch(THREADS, stack);
        this.alarm = new Alarm(engine.parts().clock(), this);
        EncryptingCodec codec = lower.encryption();
        this.rotation = codec == null ? null : new Rotation<>(engine, steps, tiers, stack, codec, THREADS);
    }

    /** Returns who encrypts with the active key; null if nothing is encrypted. */
    @Nullable
    Rotation<K, V> rotation() {
        return rotation;
    }

    /** Returns who is told of changes in the state of tiers. */
    TierWatch watch() {
        return watch;
    }

    /** Lets tiers be tried again that have failed, soon and on another thread. */
    void recoverSoon() {
        alarm.set(engine.parts().clock().nanos() + INTERVAL_NANOS);
    }

    /** Nothing is tried any more. */
    void close() {
        alarm.close();
        watch.close();
        if (rotation != null) {
            rotation.close();
        }
    }

    @Override
    public long wake() {
        if (stack.isDegraded()) {
            execute(recovers, () -> {
                recovers.set(false);
                recover();
            });
            return engine.parts().clock().nanos() + INTERVAL_NANOS;
        }
        return Expirable.NEVER;
    }

    /** Tries tiers that have failed, and brings them up to date, unless somebody is at it. */
    void recover() {
        if (stack.isDegraded() && recovering.tryLock()) {
            try {
                stack.recover();
            } catch (RuntimeException e) { // of user code
                warn(e);
            } finally {
                recovering.unlock();
            }
        }
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
        execute(sweeping, () -> {
            try {
                sweep();
                failing.set(false);
            } catch (RuntimeException e) {
                warn(e);
            } finally {
                sweeping.set(false);
            }
        });
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

    /** Has a task run that takes the flag back, unless that is set; so at most one waits, however busy the threads are. */
    private static void execute(AtomicBoolean flag, Runnable task) {
        if (!flag.compareAndSet(false, true)) {
            return;
        }
        boolean taken = false;
        try {
            THREADS.execute(task);
            taken = true;
        } finally {
            if (!taken) {
                flag.set(false); // no thread could be made: the next time
            }
        }
    }

    private void warn(RuntimeException failure) {
        if (!tiers.gate().isClosed() && failing.compareAndSet(false, true)) {
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

    private void settleDeadline(K key) {
        Operation operation = steps.newOperation(key);
        try {
            Step<K, V> step = steps.beginIfFree(key, operation, true);
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
        try {
            Step<K, V> step = steps.beginIfFree(key, operation, true);
            if (step != null) {
                expire(step, operation);
            }
        } finally {
            steps.end(operation);
        }
    }

    private void expire(Step<K, V> step, Operation operation) {
        Failures failures = new Failures(); // of a tier, or of the user's code: the key must be free after it
        failures.run(() -> step.perform(this, (begun, upkeep) -> {
            if (begun.isPresent()) {
                upkeep.settleDeadline(begun);
                begun.pass();
            } else {
                begun.discardUnread();
            }
            return true;
        }));
        failures.run(() -> steps.giveBack(step, operation, false));
        failures.run(step::deliverLater);
        failures.throwFirst();
    }
}
