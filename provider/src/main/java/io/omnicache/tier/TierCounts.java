/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.concurrent.atomic.LongAdder;

/** What a tier was asked and told, since it was opened. Thread-safe. */
final class TierCounts {
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private final LongAdder expirations = new LongAdder();
    private final Latency latency = new Latency();

    /** Counts what was said of a key. */
    void read(Answer answer) {
        if (answer.stored() != null) {
            hits.increment();
        } else if (answer.certain()) {
            misses.increment();
        }
    }

    /** Counts keys that were changed. */
    void changed(ChangeKind kind, int keys) {
        switch (kind) {
            case WRITE, PROMOTE -> puts.add(keys);
            case DELETE -> removals.add(keys);
            case EXPIRE -> expirations.add(keys);
            case TOUCH, EXCHANGE -> {}
        }
    }

    void evicted() {
        evictions.increment();
    }

    void took(long nanos) {
        latency.took(nanos);
    }

    /** Returns them all. */
    TierReport report(io.omnicache.TierState state, TierFigures figures) {
        return new TierReport(
                state,
                figures,
                hits.sum(),
                misses.sum(),
                puts.sum(),
                removals.sum(),
                evictions.sum(),
                expirations.sum(),
                latency.quantile(0.5),
                latency.quantile(0.99),
                latency.longest());
    }
}
