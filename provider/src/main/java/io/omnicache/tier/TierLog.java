/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.TierState;
import java.util.concurrent.atomic.AtomicBoolean;

/** Says in the log how a tier does: once for each change that an operator has to know of. Thread-safe. */
final class TierLog {
    private static final System.Logger LOG = System.getLogger("io.omnicache.tier");

    private final String place;

    /** Whether it was said that the tier is not used; trials that fail are not said. */
    private final AtomicBoolean left = new AtomicBoolean();

    private final AtomicBoolean unnoted = new AtomicBoolean();
    private final AtomicBoolean unforgotten = new AtomicBoolean();

    TierLog(String cache, String tier) {
        this.place = " cache=" + cache + " tier=" + tier;
    }

    /** A kind of tier cannot be used on this machine. */
    static void insteadOf(String cache, String kind, String instead, String why) {
        LOG.log(
                System.Logger.Level.WARNING,
                "tier cannot be used, its fallback is: cache=" + cache + " tier=" + kind + " fallback=" + instead
                        + " reason=" + why);
    }

    /** An operation has failed. */
    void failed(String what, Throwable failure) {
        LOG.log(System.Logger.Level.DEBUG, () -> "tier failed:" + place + " at=" + what, failure);
    }

    /** The tier could not be closed as it should be; it is in step all the same, or its store has said something else. */
    void closedWithFailure(Throwable failure) {
        LOG.log(System.Logger.Level.WARNING, "tier could not be closed as it should be:" + place, failure);
    }

    /** The tier could not be brought in step when it was closed; that may be noted in its store. */
    void closedOutOfStep(boolean noted, Throwable failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "tier could not be closed in step, "
                        + (noted
                                ? "it begins empty next time:"
                                : "and that could not be noted; old entries may come back:")
                        + place,
                failure);
    }

    /** The process before has ended while the tier was not in step. */
    void begunOutOfStep() {
        LOG.log(
                System.Logger.Level.WARNING,
                "tier was left while it was not in step, and begins empty, since it may hold old entries:" + place);
    }

    /** Whether the tier is in step could not be noted in its store. */
    void stepNotNoted(boolean inStep, Throwable failure) {
        LOG.log(
                (inStep ? unforgotten : unnoted).getAndSet(true)
                        ? System.Logger.Level.DEBUG
                        : System.Logger.Level.WARNING,
                (inStep
                                ? "that the tier is in step again could not be noted, and is tried again; if the process ends"
                                        + " now, the tier begins empty:"
                                : "that the tier is not in step could not be noted; if the process ends now, old entries may"
                                        + " come back:")
                        + place,
                failure);
    }

    /** The tier is not in step, and another thread has been noting something for longer than the limit. */
    void stepNoteStands() {
        LOG.log(
                unnoted.getAndSet(true) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                "that the tier is not in step is not noted yet, since its disk stands still; if the process ends now, old"
                        + " entries may come back:" + place);
    }

    /** The breaker has changed its state. */
    void changed(TierState now) {
        switch (now.breaker()) {
            case OPEN ->
                LOG.log(
                        left.getAndSet(true) ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                        "tier failed, the cache does without it and tries it again:" + place + " reason="
                                + now.reason().orElse("unknown"));
            case HALF_OPEN -> LOG.log(System.Logger.Level.DEBUG, "tier is tried:" + place);
            case CLOSED -> {
                left.set(false);
                unnoted.set(false);
                unforgotten.set(false);
                LOG.log(System.Logger.Level.INFO, "tier works again, and is in step:" + place);
            }
        }
    }
}
