/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import org.jspecify.annotations.Nullable;

/**
 * What was done to a cache.
 *
 * @param before how many entries it had, or was allowed
 * @param first whether it had no bound before
 */
record Bounding(Guarded cache, long before, long bound, boolean first) {
    private static final String ADVICE =
            "the cache has no bound of its own, and after a collection the heap was nearly full. From now on entries are evicted. Give it a"
                    + " bound, in the file tiers: [ { heap: { entries: 10k } } ], in code entries(10_000); or give the JVM"
                    + " more heap (-Xmx). See docs/memory-guard.md";

    /**
     * Tells the first bound as a warning, with what to do.
     *
     * @param reason what the collection said; null if there was room
     */
    void log(@Nullable Occupancy reason) {
        GuardLog.LOG.log(
                first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                "bounded by the memory guard: cache={0} entries={1} bound={2} used={3}{4}",
                cache.cache(),
                Long.toString(before),
                Long.toString(bound),
                reason,
                first ? ": " + ADVICE : "");
    }
}
