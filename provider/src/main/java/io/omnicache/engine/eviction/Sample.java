/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

/** Requests of a sample of the keys, on their way from readers to the one who looks at them. Some may get lost. */
/*
 * Readers write without atomicity: two at a time may write into one slot, or one may write what is never seen. What is lost
 * is part of a sample; what is seen was asked for. When the buffer is full, readers only read its length.
 */
final class Sample {
    private static final int CAPACITY = 256;

    private final int[] hashes = new int[CAPACITY];
    private final int multiplier;
    private final int addend;
    private final int threshold;
    private int length;

    /**
     * Creates an empty sample.
     *
     * @param share the share of the keys that belong to it, from 0 to 1
     */
    Sample(Seed seed, double share) {
        this.multiplier = (int) (seed.value() >>> 32) | 1;
        this.addend = (int) seed.value();
        this.threshold = (int) Math.min(Integer.MAX_VALUE, Integer.MIN_VALUE + (long) (share * (1L << 32)));
    }

    /** Returns whether a key belongs to the sample. */
    boolean contains(int keyHash) {
        int spread = keyHash * multiplier + addend;
        return (spread ^ spread >>> 15) * 0x9e3779b1 < threshold;
    }

    /** Notes the request of a key if it belongs to the sample; any thread may. */
    void offer(int keyHash) {
        int at = length;
        if (at < CAPACITY && contains(keyHash)) {
            hashes[at] = keyHash;
            length = at + 1;
        }
    }

    /** Returns how many requests are noted. */
    int length() {
        return length;
    }

    /** Returns the hash code of the key of a noted request. */
    int at(int index) {
        return hashes[index];
    }

    /** Forgets what was noted. */
    void clear() {
        length = 0;
    }
}
