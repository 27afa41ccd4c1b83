/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.Arrays;

/** What is remembered of keys whose entries left: when they were last placed, and how often they were used. */
/*
 * A table of lines of sixteen ghosts, one cache line each; a key has one line. A ghost is, from its highest bit on:
 *
 *     fingerprint of the key      14 bits, never 0 (0 is no ghost)
 *     time of the last placing    11 bits of the tick
 *     epoch of the frequency       3 bits
 *     frequency                    4 bits
 *
 * The upper halves of the sixteen come first in the line, then the lower halves, four to a long, the newest lowest: so four
 * fingerprints are compared at once, and a new ghost pushes the others on by a few shifts, the last one out. Remembering
 * and asking touch one line of memory each, no branch depends on what is in it unless the key is found, and nothing is ever
 * pruned.
 *
 * There is a line for every four entries. The table grows with the entries, a page at a time by linear hashing (Litwin,
 * "Linear hashing", VLDB 1980): a new page begins as the copy of the one from which it takes over half of the keys. What is
 * then in the wrong page is never asked for and is pushed out there. A table of less than a page doubles. It never shrinks.
 *
 * Confined to one thread at a time.
 */
final class Ghosts {
    /** The number of different times; what was remembered so long ago looks young again. */
    static final int TIMES = 1 << 11;

    static final int NONE = 0;

    /** What is older is not young: the time has few bits, and may mean a later one. */
    private static final int OLDEST_AGE = TIMES / 2;

    private static final int ENTRIES_PER_LINE = 4;

    /** Longs of a line, and of one of its halves. */
    private static final int LINE = 8;

    private static final int HALF = 4;
    private static final int PAGE = 64 * LINE;
    private static final int LINE_SHIFT = 32;
    private static final int PAGE_SHIFT = 40;

    private static final int LANE_BITS = 16;
    private static final int LANE = 0xffff;
    private static final int LAST_LANE_SHIFT = 3 * LANE_BITS;
    private static final long EACH_LANE = 0x0001_0001_0001_0001L;

    private static final int FINGERPRINT = 0x3fff;
    private static final int FINGERPRINT_SHIFT = 18;
    private static final int LANE_FINGERPRINT_SHIFT = FINGERPRINT_SHIFT - LANE_BITS;
    private static final int TIME_SHIFT = 7;
    private static final int EPOCH = 7;
    private static final int EPOCH_SHIFT = 4;
    private static final int FREQUENCY = 0xf;

    private long[][] pages = {new long[LINE]};
    private int used = 1;

    /** Returns when what is remembered was last placed, as bits of the tick. */
    static int time(int ghost) {
        return (ghost >>> TIME_SHIFT) & (TIMES - 1);
    }

    /** Returns the frequency, halved for each epoch since. */
    static int frequency(int ghost, int epoch) {
        return (ghost & FREQUENCY) >>> (epoch - (ghost >>> EPOCH_SHIFT) & EPOCH);
    }

    /** Returns whether what is remembered was last placed less than so many ticks before now. */
    static boolean isYounger(int ghost, int age, int now) {
        return ((now - time(ghost)) & (TIMES - 1)) < Math.min(age, OLDEST_AGE);
    }

    /** Lets the table grow by a step if there are too many entries for it. */
    void fit(int entries) {
        int lines = used == 1 ? pages[0].length / LINE : used * (PAGE / LINE);
        if (entries > lines * ENTRIES_PER_LINE) {
            grow();
        }
    }

    /** Returns what is remembered of a key, and forgets it; {@link #NONE} if there is nothing. */
    int take(long hash) {
        long[] page = page(hash);
        int line = line(hash, page);
        long wanted = (long) fingerprint(hash) << LANE_FINGERPRINT_SHIFT;
        long sought = wanted * EACH_LANE;
        long first = found(page[line], sought);
        long second = found(page[line + 1], sought);
        long third = found(page[line + 2], sought);
        long fourth = found(page[line + 3], sought);
        if ((first | second | third | fourth) == 0) {
            return NONE;
        }
        int word = 0;
        long lanes = first;
        if (lanes == 0) {
            word = second != 0 ? 1 : third != 0 ? 2 : 3;
            lanes = second != 0 ? second : third != 0 ? third : fourth;
        }
        int shift = Long.numberOfTrailingZeros(lanes) & -LANE_BITS;
        return remove(page, line + word, shift, HALF - word) << LANE_BITS
                | remove(page, line + HALF + word, shift, HALF - word);
    }

    /**
     * Returns what is to be remembered of a key.
     *
     * @param time when it was last placed
     * @param frequency from 0 to 15
     * @param epoch the present epoch
     */
    static int of(int time, int frequency, int epoch) {
        return (time & (TIMES - 1)) << TIME_SHIFT | (epoch & EPOCH) << EPOCH_SHIFT | frequency;
    }

    /** Remembers a key. */
    void add(long hash, int remembered) {
        long[] page = page(hash);
        int line = line(hash, page);
        int ghost = fingerprint(hash) << FINGERPRINT_SHIFT | remembered;
        push(page, line, ghost >>> LANE_BITS);
        push(page, line + HALF, ghost & LANE);
    }

    /** Returns a word with a bit in each lane whose fingerprint is the sought one. */
    private static long found(long lanes, long sought) {
        // A difference has no more bits than a fingerprint, so nothing is borrowed from the next lane.
        long difference = (lanes ^ sought) >>> LANE_FINGERPRINT_SHIFT & FINGERPRINT * EACH_LANE;
        return (FINGERPRINT + 1) * EACH_LANE - difference & (FINGERPRINT + 1) * EACH_LANE;
    }

    private static void push(long[] page, int half, long lane) {
        long first = page[half];
        long second = page[half + 1];
        long third = page[half + 2];
        page[half] = first << LANE_BITS | lane;
        page[half + 1] = second << LANE_BITS | first >>> LAST_LANE_SHIFT;
        page[half + 2] = third << LANE_BITS | second >>> LAST_LANE_SHIFT;
        page[half + 3] = page[half + 3] << LANE_BITS | third >>> LAST_LANE_SHIFT;
    }

    /** Takes a lane out, closing the gap from the words after it. */
    private static int remove(long[] page, int word, int shift, int words) {
        int removed = (int) (page[word] >>> shift) & LANE;
        long kept = (1L << shift) - 1;
        for (int i = 0; i < words; i++) {
            long lanes = page[word + i];
            long next = i + 1 < words ? page[word + i + 1] << LAST_LANE_SHIFT : 0;
            page[word + i] = (lanes & kept) | (lanes >>> LANE_BITS & ~kept) | next;
            kept = 0;
        }
        return removed;
    }

    private void grow() {
        long[] first = pages[0];
        if (first.length < PAGE) {
            long[] twice = Arrays.copyOf(first, first.length * 2);
            System.arraycopy(first, 0, twice, first.length, first.length);
            pages[0] = twice;
            return;
        }
        if (used == pages.length) {
            pages = Arrays.copyOf(pages, used * 2);
        }
        pages[used] = pages[used - Integer.highestOneBit(used)].clone();
        used++;
    }

    private long[] page(long hash) {
        if (used == 1) {
            return pages[0];
        }
        int mask = (Integer.highestOneBit(used - 1) << 1) - 1;
        int at = (int) (hash >>> PAGE_SHIFT) & mask;
        return pages[at < used ? at : at & (mask >>> 1)];
    }

    private static int line(long hash, long[] page) {
        return (int) (hash >>> LINE_SHIFT) * LINE & (page.length - 1);
    }

    private static int fingerprint(long hash) {
        return Math.max(1, (int) hash & FINGERPRINT);
    }
}
