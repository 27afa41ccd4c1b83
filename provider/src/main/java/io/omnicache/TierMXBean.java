/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a tier: {@code io.omnicache:type=Tier,CacheManager=...,Cache=...,Tier=...}, where {@code Tier} is the
 * name of its kind, followed by its level where the cache has several of a kind. There while management is enabled for the cache.
 * All counts are since the tier was opened; what belongs to its store is 0 while it is not used.
 *
 * <p>The heap of a cache with tiers below it has one, too, {@code Tier=heap}. It counts hits while statistics are enabled for the cache, since they were last cleared: those of
 * the cache that no tier below had to be asked for. It cannot fail, has no store, and is not timed: what belongs to these is 0. Its evictions are what leaves the heap and stays below.
 */
public interface TierMXBean {
    /** Returns whether the tier is used: {@code CLOSED}, {@code OPEN} or {@code HALF_OPEN}, see {@link TierState.Breaker}. */
    String getBreaker();

    /** Returns since when that is so, as ISO-8601. */
    String getSince();

    /** Returns what failed last; null if nothing has failed. */
    @Nullable
    String getReason();

    /** Returns how many operations have failed, or have taken longer than they may. */
    long getFailures();

    /** Returns how often it was left alone since it had failed. */
    long getOutages();

    /** Returns how many keys the tier is not in step with. */
    long getChangedKeys();

    /** Returns how many keys were asked for and found. */
    long getHits();

    /**
     * Returns how many keys were asked for and not found. For the heap, for how many keys an operation or the expiry had to ask the tiers below; looks that
     * change nothing, as {@code containsKey}, are left out.
     */
    long getMisses();

    /** Returns how many entries were written, those included that came from a tier below. */
    long getPuts();

    /** Returns how many keys it was told to delete, whether they were there or not. */
    long getRemovals();

    /** Returns how many entries it evicted. */
    long getEvictions();

    /** Returns how many entries were deleted since they had expired. */
    long getExpirations();

    /** Returns how many entries it has. */
    long getEntries();

    /** Returns how many bytes its store takes; for a heap that is bounded by bytes, what its entries take by estimate, else 0. */
    long getBytes();

    /** Returns how many entries, or stretches of what is stored, could not be read. */
    long getUnreadable();

    /** Returns how many changes wait to be written. */
    long getQueueDepth();

    /** Returns how often it has given room back. */
    long getCompactions();

    /** Returns how many entries it had when it was opened. */
    long getRecovered();

    /** Returns whether it refuses changes. */
    boolean isReadOnly();

    /** Returns what half of its operations took at most, in microseconds, up to an eighth too much. */
    double getLatencyP50Micros();

    /** Returns what 99 of 100 operations took at most, in microseconds, up to an eighth too much. */
    double getLatencyP99Micros();

    /** Returns what the longest operation took, in microseconds. */
    double getLatencyMaxMicros();
}
