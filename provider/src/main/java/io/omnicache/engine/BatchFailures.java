/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.event.Failures;

/**
 * What went wrong in a batch: failures of the operation, which end it, and those of others, such as listeners, which do not. The operation's are thrown
 * first.
 *
 * <p>Confined to one thread.
 */
final class BatchFailures {
    private final Failures ending = new Failures();
    private final Failures others = new Failures();

    /** Returns whether the batch is to end. */
    boolean isOver() {
        return ending.first() != null;
    }

    /** Runs a part of the operation. */
    void run(Runnable action) {
        ending.run(action);
    }

    /** Notes that the operation has failed. */
    void add(Throwable failure) {
        ending.add(failure);
    }

    /** Runs what may fail without ending the batch. */
    void runApart(Runnable action) {
        others.run(action);
    }

    /** Throws the first failure, if there is one; the others are suppressed by it. */
    void throwFirst() {
        Throwable apart = others.first();
        if (apart != null) {
            ending.add(apart);
        }
        ending.throwFirst();
    }
}
