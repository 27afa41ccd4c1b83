/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.EncryptionState;
import io.omnicache.codec.crypto.EncryptingCodec;
import io.omnicache.codec.crypto.EncryptorException;
import io.omnicache.engine.expiry.Alarm;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierListing.Keys;
import io.omnicache.tier.TierListing.Position;
import io.omnicache.tier.TierRenewal;
import io.omnicache.tier.TierRenewal.Outcome;
import io.omnicache.tier.TierStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts with the active key what lies below the heap and is encrypted with another one: some entries at a time, each with its lock. Thread-safe.
 */
/*
 * The entries themselves say what is left to do, so nothing is lost with the process: the next one looks at all keys again, and writes only
 * what has to be written. What is written by operations meanwhile is encrypted with the active key anyway.
 */
final class Rotation<K, V> implements Alarm.Sleeper {
    private static final System.Logger LOG = System.getLogger("io.omnicache.tier");
    private static final int PAGE = 256;
    private static final int PARTS_OF_SECOND = 10;

    private final Engine<K, V> engine;
    private final Steps<K, V> steps;
    private final Tiers<K, V> tiers;
    private final TierStack stack;
    private final TierRenewal renewal;
    private final EncryptingCodec codec;
    private final Executor threads;
    private final Alarm alarm;
    private final int most;
    private final long intervalNanos;
    private final ReentrantLock working = new ReentrantLock();
    private final AtomicBoolean failing = new AtomicBoolean();

    /* Guarded by the lock. */
    private final Deque<TierKey> page = new ArrayDeque<>();
    private final Deque<TierKey> busy = new ArrayDeque<>();
    private @Nullable Position next;
    private boolean begun;

    private final LongAdder examined = new LongAdder();
    private final LongAdder renewed = new LongAdder();
    private final LongAdder left = new LongAdder();
    private volatile EncryptionState.Rotation state;

    /** Creates one that has not begun. */
    Rotation(
            Engine<K, V> engine,
            Steps<K, V> steps,
            Tiers<K, V> tiers,
            TierStack stack,
            EncryptingCodec codec,
            Executor threads) {
        this.engine = engine;
        this.steps = steps;
        this.tiers = tiers;
        this.stack = stack;
        this.renewal = new TierRenewal(stack);
        this.codec = codec;
        this.threads = threads;
        this.alarm = new Alarm(engine.parts().clock(), this);
        int rate = codec.rotationRate();
        this.most = Math.max(1, rate / PARTS_OF_SECOND);
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / Math.min(rate, PARTS_OF_SECOND);
        this.state = codec.mayRenew() ? EncryptionState.Rotation.RUNNING : EncryptionState.Rotation.NONE;
    }

    /** Begins, if there is something to do. */
    void begin() {
        if (state == EncryptionState.Rotation.RUNNING) {
            alarm.set(engine.parts().clock().nanos() + intervalNanos);
        }
    }

    /** Ends; what was not done is done when the cache is opened again. */
    void close() {
        alarm.close();
    }

    /** Returns how the encryption does. */
    EncryptionState state() {
        return new EncryptionState(
                engine.parts().cache(),
                codec.activeKey(),
                state,
                examined.sum(),
                renewed.sum(),
                left.sum(),
                tiers.size(),
                codec.unreadable());
    }

    /** Input and output must not hold up the thread that wakes all caches. */
    @Override
    public long wake() {
        threads.execute(() -> {
            try {
                examine();
            } finally {
                begin();
            }
        });
        return Expirable.NEVER;
    }

    /** Looks at as many entries as it may at once, unless somebody is at it. */
    void examine() {
        if (!working.tryLock()) {
            return;
        }
        try {
            if (state == EncryptionState.Rotation.RUNNING && !stack.isDegraded()) {
                examineSome();
                failing.set(false);
            }
        } catch (RuntimeException e) { // of a tier that is to fail, or of user code: it is tried again
            warn(e);
        } finally {
            working.unlock();
        }
    }

    private void warn(RuntimeException failure) {
        if (!tiers.gate().isClosed() && failing.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "entries could not be encrypted with the active key, retrying: cache="
                            + engine.parts().cache(),
                    failure);
        }
    }

    private void examineSome() {
        for (int i = 0; i < most; i++) {
            if (page.isEmpty() && !turnPage()) {
                return;
            }
            TierKey key = page.peek();
            Outcome outcome = key == null ? Outcome.CURRENT : renew(key);
            if (outcome == Outcome.FAILED) {
                return; // it is tried again
            }
            page.poll();
            count(outcome);
        }
    }

    private void count(Outcome outcome) {
        examined.increment();
        if (outcome == Outcome.RENEWED) {
            renewed.increment();
        } else if (outcome == Outcome.LEFT) {
            left.increment();
        }
    }

    /** Returns whether there are more keys just now. */
    private boolean turnPage() {
        if (begun && next == null) {
            if (busy.isEmpty()) {
                finish();
            }
            page.addAll(busy);
            busy.clear();
            return false; // those that were in use have some time
        }
        Keys found = tiers.storedKeys().page(next, PAGE);
        begun = found != null && !found.failed();
        next = found == null || found.failed() ? null : found.next(); // else from the start
        if (found != null) {
            page.addAll(found.keys());
        }
        return !page.isEmpty();
    }

    private void finish() {
        state = EncryptionState.Rotation.DONE;
        LOG.log(
                System.Logger.Level.INFO,
                "entries are encrypted with the active key: cache="
                        + engine.parts().cache() + " key=" + codec.activeKey() + " examined=" + examined + " renewed="
                        + renewed + " left=" + left);
    }

    private Outcome renew(TierKey bytes) {
        K key = tiers.storedKeys().decoded(bytes);
        if (key == null) {
            return Outcome.LEFT;
        }
        Operation operation = steps.newOperation(key);
        try {
            Step<K, V> step = steps.beginIfFree(key, operation, true);
            if (step == null) {
                busy.add(bytes);
                return Outcome.CURRENT;
            }
            Outcome outcome = steps.run(step, operation, bytes, this::renewed);
            return outcome == null ? Outcome.CURRENT : outcome; // all was cleared meanwhile
        } finally {
            steps.end(operation);
        }
    }

    private @Nullable Outcome renewed(Step<K, V> step, TierKey bytes) {
        if (!(step instanceof TieredStep<K, V> tiered)) {
            return null;
        }
        try {
            return tiers.gate()
                    .shared(
                            tiered.generation(),
                            () -> renewal.renew(bytes, value -> codec.renewed(bytes.bytes(), value)));
        } catch (EncryptorException e) { // of this one, maybe: the others go on
            warn(e);
            busy.add(bytes);
            return Outcome.CURRENT;
        }
    }
}
