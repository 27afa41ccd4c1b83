/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

/** For each key, given by its {@link KeyHash}, the position of its last request so far. Not thread-safe. */
final class LastUses {
    /** The answer for a key that was not asked for. */
    static final int NONE = -1;

    private static final int BYTES_PER_SLOT = Long.BYTES + Integer.BYTES;
    private static final int SMALLEST = 1 << 10;
    private static final int LARGEST = 1 << 30;

    private long[] hashes = new long[SMALLEST]; // 0 is a free slot
    private int[] positions = new int[SMALLEST];
    private int keys;

    /** Notes a request and returns the position of the one before for the same key, {@link #NONE} if there was none. */
    int put(long hash, int position) {
        int slot = slot(hash);
        if (hashes[slot] == hash) {
            int before = positions[slot];
            positions[slot] = position;
            return before;
        }
        if (keys >= mostKeys()) {
            grow();
            slot = slot(hash);
        }
        keys++;
        hashes[slot] = hash;
        positions[slot] = position;
        return NONE;
    }

    int keys() {
        return keys;
    }

    /** Returns the bytes that are taken at the most while so many more keys are noted. */
    long bytesWith(int moreKeys) {
        boolean grows = (long) keys + moreKeys > mostKeys();
        return (long) BYTES_PER_SLOT
                * hashes.length
                * (grows ? 3 : 1); // for a while the old table and one of twice its size
    }

    /** Returns whether so many more keys can be noted at all. */
    boolean hasRoomFor(int moreKeys) {
        return hashes.length < LARGEST || (long) keys + moreKeys <= mostKeys();
    }

    private int mostKeys() {
        return hashes.length / 4 * 3;
    }

    private int slot(long hash) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 24) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldPositions = positions;
        hashes = new long[oldHashes.length * 2];
        positions = new int[hashes.length];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int slot = slot(oldHashes[i]);
                hashes[slot] = oldHashes[i];
                positions[slot] = oldPositions[i];
            }
        }
    }
}
