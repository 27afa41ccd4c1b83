/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;

/** What a tier knows of the cache that it belongs to. Thread-safe. */
public interface TierContext {
    /** Returns the URI of the cache's manager: tiers of different managers have nothing in common. */
    String manager();

    /** Returns the name of the cache: any characters. */
    String cache();

    /** Returns the source of time. */
    Clock clock();

    /**
     * Returns whether the cache holds the entry above this tier, so that it was used since this tier saw it last: it is not to be
     * evicted. Decodes the key and is not cheap; it is meant for what would be evicted otherwise.
     */
    boolean isHeldAbove(TierKey key);

    /** Is to be called after an entry was evicted to keep the tier within its bound. */
    void evicted(TierKey key);
}
