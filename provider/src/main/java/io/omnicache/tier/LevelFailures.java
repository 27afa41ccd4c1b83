/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.config.OnFailure;
import org.jspecify.annotations.Nullable;

/** What becomes of an operation that a tier has failed: it counts, and who asked gets the answer for "not there", or an exception. Thread-safe. */
final class LevelFailures {
    private final String cache;
    private final String name;
    private final OnFailure onFailure;
    private final TierLog log;
    private final Breaker breaker;

    LevelFailures(String cache, String name, OnFailure onFailure, TierLog log, Breaker breaker) {
        this.cache = cache;
        this.name = name;
        this.onFailure = onFailure;
        this.log = log;
        this.breaker = breaker;
    }

    static String reason(String what, Throwable failure) {
        return what + ": " + failure;
    }

    TierException exception(String what, @Nullable Throwable cause) {
        return new TierException(cache, name, what, cause);
    }

    /** Answers what was not tried. */
    <R> R refused(String what, R otherwise) {
        return answer(what, null, otherwise);
    }

    /** Answers what has failed. */
    <R> R failed(String what, Throwable failure, R otherwise) {
        log.failed(what, failure);
        breaker.failed(reason(what, failure));
        return answer(what, failure, otherwise);
    }

    /**
     * Something has failed while the tier was closed.
     *
     * @param noted whether the store says that it is not in step
     */
    void closing(boolean inStep, boolean noted, Throwable failure) {
        if (onFailure == OnFailure.FAIL) {
            throw exception("closing", failure);
        } else if (inStep) {
            log.closedWithFailure(failure);
        } else {
            log.closedOutOfStep(noted, failure);
        }
    }

    private <R> R answer(String what, @Nullable Throwable cause, R otherwise) {
        if (onFailure == OnFailure.FAIL) {
            throw exception(what, cause);
        }
        return otherwise;
    }
}
