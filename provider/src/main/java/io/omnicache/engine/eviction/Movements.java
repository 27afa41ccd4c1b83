/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Entries that came and keys that left, until the ghosts are asked for the ones and told of the others. */
/*
 * Each ghost is in another line of memory, and where the ghosts are more than fit into the processor's caches, waiting for
 * that line is what an addition costs most. Asked for several together, the lines come at the same time.
 *
 * Confined to one thread at a time.
 */
final class Movements {
    /** How many may be waiting. */
    static final int MOST = 8;

    private final @Nullable Entry[] arrivals = new Entry[MOST];
    private final long[] arrivalHashes = new long[MOST];
    private final int[] found = new int[MOST];
    private final long[] departureHashes = new long[MOST];
    private final int[] departures = new int[MOST];
    private int arrived;
    private int departed;

    int arrived() {
        return arrived;
    }

    void arrive(Entry entry, long hash) {
        arrivals[arrived] = entry;
        arrivalHashes[arrived++] = hash;
    }

    /** Keeps the ghost of a key that left; returns whether there is room for another. */
    boolean depart(long hash, int ghost) {
        departureHashes[departed] = hash;
        departures[departed++] = ghost;
        return departed < MOST;
    }

    /** Where those go that came. */
    interface Places {
        /** Takes in one whose ghost is the given one, {@link Ghosts#NONE} if it has none. */
        void arrive(Entry entry, int ghost);
    }

    /** Tells the ghosts of those that left, then asks them for those that came, and lets these go to their places. */
    void settle(Ghosts ghosts, Places places) {
        for (int i = 0; i < departed; i++) {
            ghosts.add(departureHashes[i], departures[i]);
        }
        departed = 0;
        for (int i = 0; i < arrived; i++) {
            found[i] = ghosts.take(arrivalHashes[i]);
        }
        int placed = 0;
        try {
            while (placed < arrived) {
                Entry entry = Objects.requireNonNull(arrivals[placed]);
                places.arrive(entry, found[placed++]);
            }
        } finally {
            taken(placed); // not all, if there is no memory for one
        }
    }

    /** Keeps those that were not taken for the next time. */
    private void taken(int number) {
        arrived -= number;
        System.arraycopy(arrivals, number, arrivals, 0, arrived);
        System.arraycopy(arrivalHashes, number, arrivalHashes, 0, arrived);
        Arrays.fill(arrivals, arrived, arrived + number, null);
    }
}
