/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import java.util.List;

/** Caches that are to give up the same part of their entries: first their bounds are set, then what is too much is evicted. */
final class Lowering implements Runnable {
    private final List<Guarded> caches;
    private final Occupancy seen;
    private final long[] before;
    private final long[] bounds;
    private final boolean[] first;

    Lowering(List<Guarded> caches, Occupancy seen) {
        this.caches = caches;
        this.seen = seen;
        this.before = new long[caches.size()];
        this.bounds = new long[caches.size()];
        this.first = new boolean[caches.size()];
    }

    /** Sets the bounds. Takes as little memory as can be: a bound that is set and not followed by {@link #run} is told, but not in force. */
    void set(double part) {
        for (int i = 0; i < before.length; i++) {
            Guarded cache = caches.get(i);
            before[i] = Math.min(cache.size(), cache.guardBound());
            bounds[i] = Math.max(1, (long) (before[i] * part));
            try {
                first[i] = cache.guardBound(bounds[i]);
            } catch (OutOfMemoryError e) {
                first[i] = false; // it has no bound; the next collection tries again, and the others have theirs
            }
        }
    }

    @Override
    public void run() {
        caches.forEach(Guarded::settle);
        for (int i = 0; i < before.length; i++) { // last, since it takes memory
            new Bounding(caches.get(i), before[i], bounds[i], first[i]).log(seen);
        }
    }
}
