/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import java.io.IOException;

/** Lets entries be evicted. Thread-safe. */
@FunctionalInterface
interface Evictor {
    /** Runs the deletion if it may be; returns whether it has deleted. */
    boolean evict(TierKey key, TierContext.Deletion deletion) throws IOException;
}
