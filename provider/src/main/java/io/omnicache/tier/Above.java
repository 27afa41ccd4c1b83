/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;

/** The heap above a stack of tiers, as these see it. Thread-safe. */
public interface Above {
    /**
     * Runs a deletion while nobody else is at work on the entry, unless the heap holds it; never waits.
     *
     * @param leaves whether the entry leaves the cache by it
     * @return whether the deletion was run and has deleted
     */
    boolean evict(TierKey key, Deletion deletion, boolean leaves) throws IOException;
}
