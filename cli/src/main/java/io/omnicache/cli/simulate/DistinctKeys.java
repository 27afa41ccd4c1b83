/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.Arrays;

/** Counts different keys in bounded memory: exactly up to a million, beyond that to a few tenths of a percent. Not thread-safe. */
/*
 * Adaptive sampling (M. Wegman; described by P. Flajolet, "On adaptive sampling", Computing 43, 1990). Of all hashes, only
 * those with `depth` zeros at the low end are kept. When the table is full, depth grows by one and about half of them leave.
 * The estimate is the number kept, times two to the depth.
 */
final class DistinctKeys {
    private static final int SLOTS = 1 << 21;
    private static final int MOST_KEPT = SLOTS / 2;

    private long[] table = new long[SLOTS]; // 0 is a free slot
    private int kept;
    private int depth;

    void add(Object key) {
        long hash = KeyHash.of(key);
        if (!sampled(hash) || !insert(hash)) {
            return;
        }
        while (kept > MOST_KEPT) {
            deepen();
        }
    }

    /** Returns how many different keys were added. */
    long count() {
        return (long) kept << depth;
    }

    /** Returns whether {@link #count()} is exact and not an estimate. */
    boolean isExact() {
        return depth == 0;
    }

    private boolean sampled(long hash) {
        return (hash & ((1L << depth) - 1)) == 0;
    }

    private boolean insert(long hash) {
        int slot = (int) (hash >>> 40) & (SLOTS - 1);
        while (table[slot] != 0) {
            if (table[slot] == hash) {
                return false;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        table[slot] = hash;
        kept++;
        return true;
    }

    private void deepen() {
        long[] before = table;
        table = new long[SLOTS];
        kept = 0;
        depth++;
        Arrays.stream(before).filter(hash -> hash != 0 && sampled(hash)).forEach(this::insert);
    }
}
