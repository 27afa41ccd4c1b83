/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

/**
 * How a store is to be configured, the same for every subject.
 *
 * @param capacity how many entries it holds, 0 if it has no bound
 * @param mutableValues whether what is kept by value can change: the map then copies it by hand
 * @param strategy the eviction strategy of OmniCache, empty for its default
 * @param copier the copier of OmniCache, empty for its default
 */
public record StoreOptions(
        long capacity,
        boolean byValue,
        boolean mutableValues,
        boolean statistics,
        Expiry expiry,
        String strategy,
        String copier) {
    /** When entries go. What goes, goes after ten minutes: never while it is measured. */
    public enum Expiry {
        ETERNAL,
        CREATED,
        ACCESSED
    }

    /** By reference, without bound, statistics and expiry. */
    public static final StoreOptions PLAIN = new StoreOptions(0, false, false, false, Expiry.ETERNAL, "", "");

    public boolean isBounded() {
        return capacity > 0;
    }

    public StoreOptions withCapacity(long entries) {
        return new StoreOptions(entries, byValue, mutableValues, statistics, expiry, strategy, copier);
    }

    public StoreOptions withValues(boolean keptByValue, boolean mutable) {
        return new StoreOptions(capacity, keptByValue, mutable, statistics, expiry, strategy, copier);
    }

    public StoreOptions withStatistics(boolean enabled) {
        return new StoreOptions(capacity, byValue, mutableValues, enabled, expiry, strategy, copier);
    }

    public StoreOptions withExpiry(Expiry policy) {
        return new StoreOptions(capacity, byValue, mutableValues, statistics, policy, strategy, copier);
    }

    public StoreOptions withNames(String strategyName, String copierName) {
        return new StoreOptions(capacity, byValue, mutableValues, statistics, expiry, strategyName, copierName);
    }
}
