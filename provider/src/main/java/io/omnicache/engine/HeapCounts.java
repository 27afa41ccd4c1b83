/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.TierState;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.TierReport;
import java.time.Instant;
import java.util.Optional;

/** What the heap of a cache with tiers below was asked and told, as those count it. Thread-safe. */
/*
 * A hit in the heap must cost nothing more than without tiers. So hits are what the cache has counted, without those that came from below: counted
 * only while statistics are enabled. All else happens beside input and output, and is counted always.
 */
final class HeapCounts {
    private final Statistics counts = new Statistics();
    private final Instant since;

    HeapCounts(Clock clock) {
        since = Instant.ofEpochMilli(clock.millis());
        counts.enable(true);
    }

    /** Returns where what leaves the heap for want of room is counted. */
    Statistics evictions() {
        return counts;
    }

    /** Counts keys that the tiers were asked for, since the heap does not have them. */
    void missed(int keys) {
        counts.count(Counter.MISSES, keys);
    }

    /** Counts an entry that came into the heap, from a caller, a loader or a tier. */
    void came() {
        counts.count(Counter.PUTS);
    }

    /** Counts a key that was removed, or has expired. */
    void removed(boolean expired) {
        counts.count(expired ? Counter.EXPIRATIONS : Counter.REMOVALS);
    }

    /** Returns them all; nothing of the heap is timed. */
    TierReport report(Engine<?, ?> engine) {
        Statistics ofCache = engine.statistics();
        long below = ofCache.get(Counter.HITS_BELOW); // first: so there are never fewer hits than these
        long hits = Math.max(0, ofCache.get(Counter.HITS) - below);
        return new TierReport(
                new TierState(
                        engine.parts().cache(), "heap", 0, TierState.Breaker.CLOSED, since, Optional.empty(), 0, 0, 0),
                new TierFigures(engine.generation().size(), engine.bounds().bytes(), 0, 0, 0, 0, false),
                hits,
                counts.get(Counter.MISSES),
                counts.get(Counter.PUTS),
                counts.get(Counter.REMOVALS),
                counts.get(Counter.EVICTIONS),
                counts.get(Counter.EXPIRATIONS),
                0,
                0,
                0);
    }
}
