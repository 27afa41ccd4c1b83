/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import java.util.Arrays;

/**
 * A whole workload as {@link Belady} needs it: for each request, the position of the next one for the same key. Takes 4 bytes
 * per request, and up to 48 per different key while requests are added. Not thread-safe.
 */
final class NextUses {
    /** The position that follows a key's last request. */
    static final int NEVER = Integer.MAX_VALUE;

    private static final int CHUNK_BITS = 16;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final long mostBytes;
    private final LastUses lastUses = new LastUses();
    private int[][] chunks = new int[16][];
    private int requests;

    /**
     * Begins without a request.
     *
     * @param mostBytes the memory that may be taken
     */
    NextUses(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** Adds the first keys of a batch and returns true, or adds none and returns false if the memory would not do. */
    boolean add(Object[] batch, int length) {
        if (!hasRoomFor(length)) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            int position = requests++;
            set(position, NEVER);
            int before = lastUses.put(KeyHash.of(batch[i]), position);
            if (before != LastUses.NONE) {
                set(before, position);
            }
        }
        return true;
    }

    int requests() {
        return requests;
    }

    /** Returns the number of different keys. */
    int keys() {
        return lastUses.keys();
    }

    /** Returns the position of the next request for the key that is asked for at the given position, or {@link #NEVER}. */
    int after(int position) {
        return chunks[position >>> CHUNK_BITS][position & (CHUNK - 1)];
    }

    private boolean hasRoomFor(int length) {
        long after = (long) requests + length;
        long chunksAfter = (after + CHUNK - 1) >>> CHUNK_BITS;
        return after < NEVER
                && lastUses.hasRoomFor(length)
                && chunksAfter * CHUNK * Integer.BYTES + lastUses.bytesWith(length) <= mostBytes;
    }

    private void set(int position, int next) {
        int chunk = position >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunk);
        }
        if (chunks[chunk] == null) {
            chunks[chunk] = new int[CHUNK];
        }
        chunks[chunk][position & (CHUNK - 1)] = next;
    }
}
