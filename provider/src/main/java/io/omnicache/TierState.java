/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.time.Instant;
import java.util.Optional;

/**
 * How a tier of a cache does. Immutable.
 *
 * @param cache the name of the cache
 * @param tier the name of the tier's kind, such as {@code file}
 * @param level where it stands below the heap, from 1
 * @param breaker whether it is used
 * @param since since when that is so
 * @param reason what failed last, without keys and values; empty if nothing has failed since the tier was opened
 * @param failures how many operations have failed, or have taken longer than they may, since the tier was opened
 * @param outages how often it was left alone since it had failed, since it was opened
 * @param changed how many keys the tier is not in step with: they are not read from it
 */
public record TierState(
        String cache,
        String tier,
        int level,
        Breaker breaker,
        Instant since,
        Optional<String> reason,
        long failures,
        long outages,
        long changed) {
    /** Whether a tier is used; the names are those of a circuit breaker (Nygard, Release It!). */
    public enum Breaker {
        /** It is used. */
        CLOSED,
        /** It has failed, and is left alone. The cache does without it. */
        OPEN,
        /** It is tried: what has changed while it was left alone is brought up to date. */
        HALF_OPEN
    }
}
