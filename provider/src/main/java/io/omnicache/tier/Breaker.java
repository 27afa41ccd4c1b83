/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.Clock;
import io.omnicache.TierState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a tier is used: not while it fails. It opens after some failures in a row, lets the tier be tried after a pause, which
 * doubles each time that fails, and closes when the trial has worked.
 *
 * <p>Thread-safe.
 */
final class Breaker {
    /** One failure may be an accident. What failed is not in step, and not read until it is. */
    static final int FAILURES_BEFORE_OPEN = 3;

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Pauses are longer by up to such a part, by chance: tiers that failed together are not to be tried together. */
    private static final double JITTER = 0.25;

    private final Clock clock;
    private final long limitNanos;
    private final DoubleSupplier random;
    private final Runnable changed;
    private final AtomicLong failures = new AtomicLong();
    private final AtomicLong outages = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    private volatile TierState.Breaker state = TierState.Breaker.CLOSED;

    /** In a row. Without atomicity: a failure or a success more or less among those of many threads. */
    private volatile int inARow;

    private volatile @Nullable String reason;
    private volatile long sinceMillis;

    @GuardedBy("lock")
    private long pauseNanos = FIRST_PAUSE.toNanos();

    @GuardedBy("lock")
    private long trialAt;

    /**
     * Creates one that is closed.
     *
     * @param limit an operation that takes longer counts as a failure
     * @param random from 0 to 1
     * @param changed is run after each change of the state, by the thread that made it
     */
    Breaker(Clock clock, Duration limit, DoubleSupplier random, Runnable changed) {
        this.clock = clock;
        this.limitNanos = limit.toNanos();
        this.random = random;
        this.changed = changed;
        this.sinceMillis = clock.millis();
    }

    boolean isClosed() {
        return state == TierState.Breaker.CLOSED;
    }

    /** Notes an operation that has worked, and how long it took. */
    void worked(long nanos) {
        if (nanos > limitNanos) {
            failed("an operation took longer than "
                    + Duration.ofNanos(limitNanos).toMillis() + " ms");
        } else if (inARow != 0) {
            inARow = 0;
        }
    }

    /** Notes an operation that has failed. */
    void failed(String what) {
        failures.incrementAndGet();
        reason = what;
        int row = inARow + 1;
        inARow = row;
        if (row >= FAILURES_BEFORE_OPEN || !isClosed()) {
            open(what);
        }
    }

    /** Opens, whatever has happened before, unless it is open. */
    void open(String what) {
        lock.lock();
        try {
            if (state == TierState.Breaker.OPEN) {
                return;
            }
            if (state == TierState.Breaker.HALF_OPEN) {
                pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
            }
            reason = what;
            if (state == TierState.Breaker.CLOSED) {
                outages.incrementAndGet();
            }
            trialAt = clock.nanos() + (long) (pauseNanos * (1 + JITTER * random.getAsDouble()));
            become(TierState.Breaker.OPEN);
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** Lets the tier be tried if it is time to; returns whether the caller is to do that. */
    boolean isTrial() {
        lock.lock();
        try {
            if (state != TierState.Breaker.OPEN || clock.nanos() < trialAt) {
                return false;
            }
            become(TierState.Breaker.HALF_OPEN);
        } finally {
            lock.unlock();
        }
        changed.run();
        return true;
    }

    /** Closes after a trial; does nothing if that has failed meanwhile. */
    void recovered() {
        lock.lock();
        try {
            if (state != TierState.Breaker.HALF_OPEN) {
                return;
            }
            pauseNanos = FIRST_PAUSE.toNanos();
            inARow = 0;
            become(TierState.Breaker.CLOSED);
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** Returns how it stands. */
    TierState state(String cache, String tier, int level, long changedKeys) {
        return new TierState(
                cache,
                tier,
                level,
                state,
                Instant.ofEpochMilli(sinceMillis),
                Optional.ofNullable(reason),
                failures.get(),
                outages.get(),
                changedKeys);
    }

    @GuardedBy("lock")
    private void become(TierState.Breaker next) {
        state = next;
        sinceMillis = clock.millis();
    }
}
