/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Belady's MIN: the most hits that any cache could get if it knew the future. A key whose next request is further away than
 * those of all others is not stored at all, so that it bounds caches that turn entries away too.
 */
/* A stored key is stood for by the position of its next request, in a set that is searched for its last one from the end. */
record Min() implements Contestant {
    static final String NAME = "min";

    private static final int NEVER = Integer.MAX_VALUE;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isOurs() {
        return false;
    }

    @Override
    public boolean isRandom() {
        return false;
    }

    @Override
    public long hits(Trace trace, long size) {
        int[] next = nextUses(trace);
        BitSet stored = new BitSet(next.length);
        int last = -1;
        long entries = 0;
        long hits = 0;
        for (int now = 0; now < next.length; now++) {
            if (stored.get(now)) {
                stored.clear(now);
                entries--;
                hits++;
            }
            if (next[now] != NEVER) {
                stored.set(next[now]);
                last = Math.max(last, next[now]);
                entries++;
            }
            if (entries > size) {
                last = stored.previousSetBit(last);
                stored.clear(last);
                entries--;
            }
        }
        return hits;
    }

    private static int[] nextUses(Trace trace) {
        int[] next = new int[trace.length()];
        Arrays.fill(next, NEVER);
        Map<Long, Integer> lastUses = new HashMap<>();
        for (int i = 0; i < next.length; i++) {
            Integer before = lastUses.put(trace.key(i), i);
            if (before != null) {
                next[before] = i;
            }
        }
        return next;
    }
}
