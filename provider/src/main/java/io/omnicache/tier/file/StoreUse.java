/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import java.io.IOException;

/**
 * What a store knows of those who use it.
 *
 * @param clock the source of time
 * @param texts which values stand in lines as they are
 * @param evictor lets an entry be evicted, or not
 */
record StoreUse(Clock clock, ValueText texts, Evictor evictor) {
    /** Lets entries be evicted. */
    @FunctionalInterface
    interface Evictor {
        /** Runs the deletion if it may be; returns whether it has deleted. */
        boolean evict(TierKey key, TierContext.Deletion deletion) throws IOException;
    }
}
