/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.TierState;

/**
 * What an operator wants to know of a tier. All counts are since it was opened.
 *
 * @param hits keys that were asked for and found
 * @param misses keys that were asked for and not found
 * @param puts entries that were written, those included that were promoted from below
 * @param removals keys that it was told to delete, whether they were there or not
 * @param evictions entries that it evicted
 * @param expirations entries that were deleted since they had expired
 * @param p50Nanos what half of its operations took at most, up to an eighth too much
 * @param p99Nanos what 99 of 100 took at most, up to an eighth too much
 * @param maxNanos what the longest one took
 */
public record TierReport(
        TierState state,
        TierFigures figures,
        long hits,
        long misses,
        long puts,
        long removals,
        long evictions,
        long expirations,
        long p50Nanos,
        long p99Nanos,
        long maxNanos) {}
