/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;

/**
 * How often a failing loader is called again, and how long is waited between: the delay doubles with each attempt up to a
 * limit.
 *
 * @param attempts calls in all, 1 or more; 1 means no retry
 * @param firstDelay the wait before the second call, zero or more
 * @param longestDelay the limit of the doubling, at least the first delay
 */
public record LoaderRetry(int attempts, Duration firstDelay, Duration longestDelay) implements Serializable {
    /** One attempt, no retry. */
    public static final LoaderRetry NONE = new LoaderRetry(1, Duration.ZERO, Duration.ZERO);

    public LoaderRetry {
        Objects.requireNonNull(firstDelay, "loaderRetry.firstDelay");
        Objects.requireNonNull(longestDelay, "loaderRetry.longestDelay");
        if (attempts < 1) {
            throw new IllegalArgumentException("loaderRetry.attempts must be 1 or more, was " + attempts);
        }
        if (firstDelay.isNegative() || longestDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("loaderRetry needs 0 <= firstDelay <= longestDelay, was firstDelay="
                    + firstDelay + " longestDelay=" + longestDelay);
        }
    }

    /** Returns the wait after the given attempt, the first being 1. */
    public Duration delayAfter(int attempt) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempt && delay.compareTo(longestDelay) < 0; i++) {
            // Never past the limit: twice the delay may be more than a duration can hold.
            delay = delay.compareTo(longestDelay.dividedBy(2)) <= 0 ? delay.plus(delay) : longestDelay;
        }
        return delay;
    }
}
