/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/**
 * A set of positions below a bound, which finds its last one in a few steps however far apart they are. Takes about a bit per
 * position that there could be. Not thread-safe.
 */
/*
 * Words of 64 bits, and above each level one that has a bit for each word below which is not zero, up to a single word.
 */
final class Positions {
    private static final int WORD_BITS = 6;

    private final long[][] levels;

    /** Makes an empty set of positions from 0 to below the bound, which is at least 1. */
    Positions(int bound) {
        int count = 1;
        for (int words = words(bound); words > 1; words = words(words)) {
            count++;
        }
        levels = new long[count][];
        int bits = bound;
        for (int level = 0; level < count; level++) {
            bits = words(bits);
            levels[level] = new long[bits];
        }
    }

    void add(int position) {
        int at = position;
        for (long[] words : levels) {
            int word = at >>> WORD_BITS;
            long before = words[word];
            words[word] = before | 1L << at; // a shift takes the low six bits
            if (before != 0) {
                return; // known above
            }
            at = word;
        }
    }

    /** Returns whether the position was there. */
    boolean remove(int position) {
        if ((levels[0][position >>> WORD_BITS] & 1L << position) == 0) {
            return false;
        }
        int at = position;
        for (long[] words : levels) {
            int word = at >>> WORD_BITS;
            words[word] &= ~(1L << at);
            if (words[word] != 0) {
                break; // still to be known above
            }
            at = word;
        }
        return true;
    }

    /** Removes the last position of a set that is not empty. */
    void removeLast() {
        int at = 0;
        for (int level = levels.length - 1; level >= 0; level--) {
            at = at << WORD_BITS | (Long.SIZE - 1 - Long.numberOfLeadingZeros(levels[level][at]));
        }
        remove(at);
    }

    private static int words(int bits) {
        return ((bits - 1) >>> WORD_BITS) + 1;
    }
}
