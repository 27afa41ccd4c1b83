/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sees of a cache, and can change, beyond the beans of the standard: {@code
 * io.omnicache:type=Cache,CacheManager=...,Cache=...}. There while management is enabled for the cache.
 */
public interface OmniCacheMXBean {
    /** Returns the number of entries, those included that have expired and not yet left. */
    long getSize();

    /** Returns how many entries, how much weight or how many bytes the heap may hold, see {@link #getUnit}; null if there is no bound. */
    @Nullable
    Long getMaximum();

    /** Returns what the bound counts: {@code entries}, {@code weight} or {@code bytes}; null if there is no bound. */
    @Nullable
    String getUnit();

    /** Returns whether the maximum was set by the heap guard, see {@link OmniCache#isBoundedByGuard}. */
    boolean isBoundedByGuard();

    /** Returns whether the cache does without a tier below its heap just now, since that has failed. */
    boolean isDegraded();

    /**
     * Returns the tiers that it does without: the name of each, since when (ISO-8601), and what failed last, such as {@code file since
     * 2026-11-22T03:14:15Z: writing: ... No space left on device}; empty if there are none.
     */
    List<String> getFailedTiers();

    /** Returns how often a tier was left alone since it had failed, since the cache was made. */
    long getOutages();

    /** Returns how often a tier worked again after that, and was brought up to date. */
    long getRecoveries();

    /** Returns the name of the strategy that decides what is evicted. */
    String getStrategy();

    /** Lets another strategy decide, see {@link OmniCache#useStrategy}. */
    void useStrategy(String name);

    /** Changes the bound, in its {@linkplain #getUnit unit}, see {@link OmniCache#resize}. */
    void resize(long maximum);

    /** Returns whether the miss ratios at other sizes are estimated. */
    boolean isMissRatioCurveEnabled();

    /**
     * Returns the estimated miss ratio, from 0 to 1, by size; empty if that is not switched on, or as long as too few requests were
     * seen. See {@link OmniCache#missRatioCurve}.
     */
    SortedMap<Long, Double> getMissRatioCurve();

    /** Returns in words what another size would change, see {@link MissRatioCurve#recommendation}. */
    String getMissRatioRecommendation();

    /** Switches the estimation of the miss ratios on or off, see {@link OmniCache#enableMissRatioCurve}. */
    void enableMissRatioCurve(boolean enabled);

    /** Returns the id of the key that entries below the heap are encrypted with; null if they are not encrypted. */
    @Nullable
    String getEncryptionKey();

    /** Returns how far the rotation of keys is, see {@link EncryptionState.Rotation}; null if nothing is encrypted. */
    @Nullable
    String getRotation();

    /** Returns how many entries the rotation has looked at, see {@link EncryptionState}; null if nothing is encrypted. */
    @Nullable
    Long getRotationExamined();

    /** Returns how many entries the rotation has encrypted with the active key; null if nothing is encrypted. */
    @Nullable
    Long getRotationRenewed();

    /** Returns how many entries the rotation left as they are, since they cannot be decrypted; null if nothing is encrypted. */
    @Nullable
    Long getRotationLeft();

    /** Returns how often an entry could not be read for want of the right key, or since it was changed; null if nothing is encrypted. */
    @Nullable
    Long getUndecryptable();

    /** Removes what has expired, see {@link OmniCache#cleanUp}. */
    void cleanUp();
}
