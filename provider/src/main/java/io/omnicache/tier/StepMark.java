/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets the store of a tier know whether the tier is in step with the cache: a process may end while it is not, and then nobody knows which entries of the
 * store are old. Thread-safe.
 */
final class StepMark {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Tier tier;
    private final TierLog log;
    private final long limitNanos;
    private final Clock clock;
    private final ReentrantLock noting = new ReentrantLock();

    /** What the store says; changed while noting is held. */
    private volatile Noted noted;

    /** Until when it is not noted again that the tier is not in step, by the clock: the disk has not taken that, which may have taken it long. */
    private volatile long pauseUntil;

    /** Whether somebody has noted for so long that others do not wait for it. */
    private volatile boolean stuck;

    /** What is known of what the store says. */
    private enum Noted {
        IN_STEP,
        OUT_OF_STEP,
        /** It is just being noted, or that has failed: the one may stand there, or the other. */
        UNKNOWN
    }

    /**
     * Creates one that says what the store says.
     *
     * @param limit how long is waited for another thread that notes: the disk may stand still
     */
    StepMark(Tier tier, TierLog log, Duration limit, Clock clock) {
        this.clock = clock;
        this.tier = tier;
        this.log = log;
        this.limitNanos = limit.toNanos();
        boolean isInStep = tier.isReadOnly() || tier.isInStep(); // one that is only read is seen as it is
        this.noted = isInStep ? Noted.IN_STEP : Noted.OUT_OF_STEP;
        if (!isInStep) {
            log.begunOutOfStep();
        }
    }

    /** Returns whether the store says that it is in step, without doubt. */
    boolean isInStep() {
        return noted == Noted.IN_STEP;
    }

    /** Returns whether the store says that it is not in step, without doubt. */
    boolean isOutOfStep() {
        return noted == Noted.OUT_OF_STEP;
    }

    /** As {@link #outOfStep}, also if that has just failed. */
    void insist() {
        pauseUntil = 0;
        outOfStep();
    }

    /** Says that the tier is not in step; returns when the store says so, or cannot, or could not a moment ago. */
    void outOfStep() {
        if (noted == Noted.OUT_OF_STEP || clock.nanos() < pauseUntil) {
            return;
        }
        if (!acquire()) {
            log.stepNoteStands(); // who holds it makes up for that
            return;
        }
        try {
            if (noted != Noted.OUT_OF_STEP) {
                note(false);
            }
        } finally {
            release();
        }
    }

    /** Says that the tier may be in step: who says that it is not, after the question was asked, is heard. */
    void inStep(BooleanSupplier question) {
        if (isInStep() || !acquire()) {
            return;
        }
        try {
            Noted before = noted;
            pauseUntil = 0; // first: who finds it unknown now has to wait for what is noted here
            noted = Noted.UNKNOWN; // before the question: who changes the answer then sees it, and waits
            if (question.getAsBoolean()) {
                note(true);
            } else {
                noted = before;
            }
        } finally {
            release();
        }
        if (!question.getAsBoolean()) { // who has changed that meanwhile has waited only for the limit
            outOfStep();
        }
    }

    private void note(boolean inStep) {
        try {
            tier.noteInStep(inStep);
            noted = inStep ? Noted.IN_STEP : Noted.OUT_OF_STEP;
            pauseUntil = 0;
        } catch (IOException | RuntimeException | LinkageError e) {
            noted = Noted.UNKNOWN;
            pauseUntil = inStep ? 0 : clock.nanos() + PAUSE_NANOS;
            log.stepNotNoted(inStep, e);
        }
    }

    private void release() {
        stuck = false;
        noting.unlock();
    }

    private boolean acquire() {
        boolean interrupted = false;
        try {
            while (!stuck) {
                try {
                    stuck = !noting.tryLock(limitNanos, TimeUnit.NANOSECONDS);
                    if (!stuck) {
                        return true;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return noting.tryLock();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
