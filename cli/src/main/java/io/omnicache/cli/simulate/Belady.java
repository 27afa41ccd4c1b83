/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/**
 * MIN: the most hits that any cache of a size could get, if it knew the future (L. A. Belady, "A study of replacement
 * algorithms for a virtual-storage computer", IBM Systems Journal 5(2), 1966).
 */
/*
 * Of the keys in the cache and the one just asked for, the one whose next request is furthest away goes. That may be the one just
 * asked for: it is then not stored at all, as in caches with an admission policy, which a bound that always stores would not
 * bound. A key is stood for by the position of its next request, so that the request at hand is a hit if its own position is in
 * the set. A key that is never asked for again need not be stored.
 */
final class Belady {
    private Belady() {}

    /** Returns the hits of a cache that holds so many entries, exactly. */
    static long hits(NextUses uses, long size) {
        if (uses.requests() == 0) {
            return 0;
        }
        Positions kept = new Positions(uses.requests());
        long entries = 0;
        long hits = 0;
        for (int now = 0; now < uses.requests(); now++) {
            if (kept.remove(now)) {
                hits++;
                entries--;
            }
            int next = uses.after(now);
            if (next != NextUses.NEVER) {
                kept.add(next);
                entries++;
            }
            if (entries > size) {
                kept.removeLast();
                entries--;
            }
        }
        return hits;
    }
}
