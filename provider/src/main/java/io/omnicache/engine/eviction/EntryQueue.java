/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import org.jspecify.annotations.Nullable;

/** Entries in order, newest first, those that died still among them until they reach the end or are swept out. */
/*
 * A list of chunks of up to 64 entries, so that an entry costs little more than a reference, nothing has to be copied to grow, and the hand of a
 * clock, which moves along the old end, reads memory in order. Entries that die inside are swept out a chunk at a time,
 * when they are too many: no operation ever looks at more than two chunks. A chunk that leaves gives up its links: an old
 * one would keep all newer ones from young collections.
 *
 * Confined to one thread at a time.
 */
final class EntryQueue {
    /** Deaths sweep when the dead are more than such a part of all. */
    private static final int DEAD_PART_FOR_DEATHS = 8;

    /**
     * Additions sweep, one in so many, when the dead are more than such a part: so a queue that lost an eighth at once is clean
     * when as many have been added again, and the hand does not meet many dead in a row.
     */
    private static final int DEAD_PART_FOR_ADDITIONS = 64;

    private static final int ADDITIONS_PER_SWEEP = 8;

    /** How many dead entries one call throws out at the old end: a 64th of a million, well below a millisecond. */
    private static final int MOST_THROWN = 16_384;

    private Chunk newest = new Chunk(Chunk.SHORTEST);
    private Chunk oldest = newest;
    private @Nullable Chunk sweeping;
    private int size;

    /** How many of the entries are known to have died; negative while one was thrown out that nobody has told of. */
    private int dead;

    /** Returns the number of live entries. */
    int size() {
        return size - dead;
    }

    /** Returns whether nothing is in here, not even what has died. */
    boolean isEmpty() {
        return size == 0;
    }

    void addNewest(Entry entry) {
        if (newest.from == 0) {
            Chunk chunk = new Chunk(size);
            chunk.older = newest;
            newest.newer = chunk;
            newest = chunk;
        }
        newest.items[--newest.from] = entry;
        size++;
        if (newest.from % ADDITIONS_PER_SWEEP == 0) {
            sweepIfMoreAreDeadThan(DEAD_PART_FOR_ADDITIONS);
        }
    }

    void addOldest(Entry entry) {
        if (oldest.to == oldest.items.length) {
            Chunk chunk = new Chunk(size);
            chunk.from = 0;
            chunk.to = 0;
            chunk.newer = oldest;
            oldest.older = chunk;
            oldest = chunk;
        }
        oldest.items[oldest.to++] = entry;
        size++;
    }

    /** Returns the oldest live entry, null if there is none, or if too many dead ones lie before it to look at in one call. */
    @Nullable
    Entry oldest() {
        int thrown = 0;
        while (size > 0 && thrown < MOST_THROWN) {
            if (oldest.isEmpty()) {
                unlink(oldest);
                continue;
            }
            Entry last = oldest.items[oldest.to - 1];
            if (last != null && last.isAlive()) {
                return last;
            }
            removeOldest();
            dead--;
            thrown++;
        }
        return null;
    }

    /** Takes out what {@link #oldest()} has just returned. */
    void removeOldest() {
        oldest.items[--oldest.to] = null;
        size--;
    }

    /** Notes that an entry in here has died. */
    void onDeath() {
        dead++;
        sweepIfMoreAreDeadThan(DEAD_PART_FOR_DEATHS);
    }

    private void sweepIfMoreAreDeadThan(int part) {
        if (dead > Chunk.LONGEST && dead > size / part) {
            sweep(sweeping == null ? oldest : sweeping);
        }
    }

    private void sweep(Chunk chunk) {
        sweeping = chunk.newer;
        int swept = chunk.compact();
        dead -= swept;
        size -= swept;
        Chunk older = chunk.older;
        if (older != null && older.fits(chunk)) {
            older.takeAll(chunk);
        }
        if (chunk.isEmpty() && chunk.newer != null) {
            unlink(chunk);
        }
    }

    private void unlink(Chunk chunk) {
        Chunk newer = chunk.newer;
        Chunk older = chunk.older;
        if (newer == null) {
            return; // the only one, or the one that new entries go to
        }
        newer.older = older;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (sweeping == chunk) {
            sweeping = newer;
        }
        chunk.newer = null;
        chunk.older = null;
    }

    /** A part of the queue: the entries from {@code from}, the newest, to before {@code to}. */
    private static final class Chunk {
        static final int SHORTEST = 4;
        static final int LONGEST = 64;

        final @Nullable Entry[] items;
        int from;
        int to;

        @Nullable
        Chunk newer;

        @Nullable
        Chunk older;

        /** Creates an empty chunk for a queue of so many entries: short ones would cost long queues too much, and vice versa. */
        Chunk(int size) {
            items = new Entry[Math.max(SHORTEST, Math.min(LONGEST, size))];
            from = items.length;
            to = items.length;
        }

        boolean isEmpty() {
            return from == to;
        }

        /** Throws dead entries out; returns how many. */
        int compact() {
            int kept = to;
            for (int i = to - 1; i >= from; i--) {
                Entry entry = items[i];
                if (entry != null && entry.isAlive()) {
                    items[--kept] = entry;
                }
            }
            int swept = kept - from;
            for (int i = from; i < kept; i++) {
                items[i] = null;
            }
            from = kept;
            return swept;
        }

        boolean fits(Chunk newerOne) {
            return newerOne.to - newerOne.from <= from;
        }

        /** Moves all entries of the next newer chunk to the newer end of this one. */
        void takeAll(Chunk newerOne) {
            while (newerOne.to > newerOne.from) {
                Entry entry = newerOne.items[--newerOne.to];
                newerOne.items[newerOne.to] = null;
                items[--from] = entry;
            }
        }
    }
}
