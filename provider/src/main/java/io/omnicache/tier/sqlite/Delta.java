/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

/**
 * How a change moves the counters of a cache, once it is committed.
 *
 * @param counters those of the cache
 * @param entries how many entries have come, less those that have gone
 * @param bytes the same for their bytes
 * @param committed what else the writer's thread does then
 */
record Delta(Counters counters, long entries, long bytes, Runnable committed) {
    Delta(Counters counters, long entries, long bytes) {
        this(counters, entries, bytes, () -> {});
    }

    /** Returns both in one; of the same cache, and without anything else to do. */
    Delta plus(Delta other) {
        return new Delta(counters, entries + other.entries, bytes + other.bytes);
    }

    /** Returns the same, with something more to do once it is committed. */
    Delta and(Runnable also) {
        return new Delta(counters, entries, bytes, () -> {
            committed.run();
            also.run();
        });
    }

    void apply() {
        counters.add(entries, bytes);
        committed.run();
    }
}
