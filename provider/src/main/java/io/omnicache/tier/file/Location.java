/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

/**
 * Where a line stands, in one number: 16 bits of the segment's slot, from 1 on; 32 of the offset; 16 of the length, rounded up: 12 bits
 * times a power of two, so that it is never more than 1/1024 or 16 bytes too large. Zero is no location. Thread-safe.
 */
final class Location {
    /** No location. */
    static final long NONE = 0;

    static final int MOST_SLOTS = 0xFFFF;
    static final int MOST_LENGTH = 1 << 30;

    private Location() {}

    static long of(int slot, long offset, int length) {
        int shift = Math.max(4, 32 - Integer.numberOfLeadingZeros(length - 1) - 12 + 1);
        long units = (length + (1L << shift) - 1) >>> shift;
        return ((long) slot << 48) | (offset << 16) | ((shift - 4) << 12) | units;
    }

    static int slot(long location) {
        return (int) (location >>> 48);
    }

    static long offset(long location) {
        return (location >>> 16) & 0xFFFF_FFFFL;
    }

    private static int shift(long location) {
        return ((int) (location >>> 12) & 15) + 4;
    }

    /** Returns a length that is not less than the line's, newline included. */
    static int mostLength(long location) {
        return (int) (location & 0xFFF) << shift(location);
    }

    /** Returns a length that is less than the line's: its newline stands at or after it. */
    static int leastLength(long location) {
        return mostLength(location) - (1 << shift(location));
    }

    /** Returns the length that is right on average, for sums. */
    static int meanLength(long location) {
        return mostLength(location) - (1 << (shift(location) - 1));
    }
}
