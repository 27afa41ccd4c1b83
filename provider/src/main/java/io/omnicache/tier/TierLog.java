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

    /** The tier could not be closed as it should be. */
    void closedOutOfStep(Throwable failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "tier could not be closed in step, it may hold old entries:" + place,
                failure);
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
                LOG.log(System.Logger.Level.INFO, "tier works again, and is in step:" + place);
            }
        }
    }
}
