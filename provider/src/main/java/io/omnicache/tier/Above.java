/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/** The heap above a stack of tiers, as these see it. Thread-safe. */
public interface Above {
    /** Returns whether the heap holds an entry of this key. */
    boolean isHeld(TierKey key);

    /** The lowest tier has evicted an entry: it has left the cache. */
    void evicted(TierKey key);
}
