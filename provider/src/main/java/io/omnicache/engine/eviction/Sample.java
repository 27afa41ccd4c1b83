/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.function.IntConsumer;

/** Requests of a sample of the keys, on their way from readers to the one who looks at them. Some may get lost. */
/*
 * Readers write without atomicity: two at a time may write into one slot, or one may write what is never seen. What is lost is part
 * of a sample; what is seen was asked for.
 */
final class Sample {
    private static final int LENGTH = 256;

    private final int[] hashes = new int[LENGTH];
    private final int multiplier;
    private final int threshold;
    private int length;

    /**
     * Creates an empty sample.
     *
     * @param share the share of the keys that belong to it
     */
    Sample(Seed seed, double share) {
        this.multiplier = (int) (seed.value() >>> 32) | 1;
        this.threshold = (int) (Integer.MIN_VALUE + (long) (share * (1L << 32)) - (share >= 1 ? 1 : 0));
    }

    /** Returns whether a key belongs to the sample. */
    boolean contains(int keyHash) {
        int spread = keyHash * multiplier;
        return ((spread ^ spread >>> 15) * 0x9e3779b1 ^ Integer.MIN_VALUE) < threshold;
    }

    /** Notes the request of a key that belongs to the sample; any thread may. */
    void offer(int keyHash) {
        int at = length;
        if (at < LENGTH) {
            hashes[at] = keyHash;
            length = at + 1;
        }
    }

    /** Gives what was noted to the consumer, and empties the sample. */
    void drainTo(IntConsumer consumer) {
        int drained = Math.min(length, LENGTH);
        for (int i = 0; i < drained; i++) {
            consumer.accept(hashes[i]);
        }
        length = 0;
    }
}
