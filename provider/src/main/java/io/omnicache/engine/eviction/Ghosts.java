/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.Arrays;

/** What is remembered of keys whose entries left: when they were last placed, and how often they were used. */
/*
 * A table of lines of sixteen slots, one cache line each; a key has one line. A slot is, from its highest bit on:
 *
 *     fingerprint of the key      14 bits, never 0 (0 is an empty slot)
 *     time of the last placing    11 bits of the tick
 *     epoch of the frequency       3 bits
 *     frequency                    4 bits
 *
 * A full line loses what was placed longest ago. So remembering and asking touch one line of memory each, and nothing is
 * ever pruned.
 *
 * There is a line for every four entries. The table grows with the entries, a page at a time by linear hashing (Litwin,
 * "Linear hashing", VLDB 1980): a new page begins as the copy of the one from which it takes over half of the keys. What is
 * then in the wrong page is never asked for and grows old there. A table of less than a page doubles. It never shrinks.
 *
 * Confined to one thread at a time.
 */
final class Ghosts {
    /** The number of different times; what was remembered so long ago looks young again. */
    static final int TIMES = 1 << 11;

    static final int NONE = 0;

    private static final int SLOTS = 16;
    private static final int ENTRIES_PER_LINE = 4;
    private static final int PAGE = 64 * SLOTS;
    private static final int LINE_SHIFT = 32;
    private static final int PAGE_SHIFT = 40;
    private static final int FINGERPRINT = 0x3fff;
    private static final int FINGERPRINT_SHIFT = 18;
    private static final int TIME_SHIFT = 7;
    private static final int EPOCH = 7;
    private static final int EPOCH_SHIFT = 4;
    private static final int FREQUENCY = 0xf;

    private int[][] pages = {new int[SLOTS]};
    private int used = 1;

    /** Returns when what is remembered was last placed, as bits of the tick. */
    static int time(int ghost) {
        return (ghost >>> TIME_SHIFT) & (TIMES - 1);
    }

    /** Returns the frequency, halved for each epoch since. */
    static int frequency(int ghost, int epoch) {
        return (ghost & FREQUENCY) >>> (epoch - (ghost >>> EPOCH_SHIFT) & EPOCH);
    }

    /** Lets the table grow by a step if there are too many entries for it. */
    void fit(int entries) {
        int lines = used == 1 ? pages[0].length / SLOTS : used * (PAGE / SLOTS);
        if (entries > lines * ENTRIES_PER_LINE) {
            grow();
        }
    }

    /** Returns what is remembered of a key, and forgets it; {@link #NONE} if there is nothing. */
    int take(long hash) {
        int[] page = page(hash);
        int line = line(hash, page);
        int wanted = fingerprint(hash);
        for (int i = line; i < line + SLOTS; i++) {
            int ghost = page[i];
            if (ghost >>> FINGERPRINT_SHIFT == wanted) {
                page[i] = NONE;
                return ghost;
            }
        }
        return NONE;
    }

    /**
     * Remembers a key.
     *
     * @param time when it was last placed
     * @param now the present time
     * @param frequency from 0 to 15
     * @param epoch the present epoch
     */
    void add(long hash, int time, int now, int frequency, int epoch) {
        int[] page = page(hash);
        int line = line(hash, page);
        int oldest = line;
        int greatestAge = -1;
        for (int i = line; i < line + SLOTS; i++) {
            int ghost = page[i];
            int age = ghost == NONE ? TIMES : (now - time(ghost)) & (TIMES - 1);
            if (age > greatestAge) {
                greatestAge = age;
                oldest = i;
            }
        }
        page[oldest] = fingerprint(hash) << FINGERPRINT_SHIFT
                | (time & (TIMES - 1)) << TIME_SHIFT
                | (epoch & EPOCH) << EPOCH_SHIFT
                | frequency;
    }

    private void grow() {
        int[] first = pages[0];
        if (first.length < PAGE) {
            int[] twice = Arrays.copyOf(first, first.length * 2);
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

    private int[] page(long hash) {
        if (used == 1) {
            return pages[0];
        }
        int mask = (Integer.highestOneBit(used - 1) << 1) - 1;
        int at = (int) (hash >>> PAGE_SHIFT) & mask;
        return pages[at < used ? at : at & (mask >>> 1)];
    }

    private static int line(long hash, int[] page) {
        return (int) (hash >>> LINE_SHIFT) * SLOTS & (page.length - 1);
    }

    private static int fingerprint(long hash) {
        return Math.max(1, (int) hash & FINGERPRINT);
    }
}
