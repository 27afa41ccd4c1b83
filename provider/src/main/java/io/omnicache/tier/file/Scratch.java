/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What an operation needs to read or make lines, used again: taken from a pool and given back. Not tied to threads, of which there may be
 * very many.
 *
 * <p>Taking and giving back is thread-safe, an instance is not.
 */
final class Scratch {
    private static final int KEPT = 64;
    private static final int MOST_KEPT_BYTES = 1 << 20;
    private static final AtomicReferenceArray<Scratch> POOL = new AtomicReferenceArray<>(KEPT);

    final Lines lines = new Lines();
    final Line line = new Line();

    /** What was read. */
    byte[] read = new byte[4096];

    /** Where the line that was read stood. */
    long location;

    /** What the index says of the times of the line that was read. */
    long times;

    /** Where in {@link #read} the line begins. */
    int lineStart;

    /** The bytes of the line that was read, with its newline. */
    int lineLength;

    /** A key as it stands in a line. */
    byte[] field = new byte[256];

    private Scratch() {}

    static Scratch take() {
        Scratch pooled = POOL.getAndSet(place(), null);
        return pooled == null ? new Scratch() : pooled;
    }

    void giveBack() {
        lines.reset();
        lines.trim(MOST_KEPT_BYTES);
        if (read.length <= MOST_KEPT_BYTES) {
            POOL.set(place(), this);
        }
    }

    private static int place() {
        return (int) ((Thread.currentThread().getId() * 0x9E37_79B9L) >>> 16) & (KEPT - 1);
    }

    /** Makes room for what is to be read. */
    byte[] room(int size) {
        if (read.length < size) {
            read = new byte[Math.max(size, 2 * read.length)];
        }
        return read;
    }

    /** Returns whether the line that was read is of this key. */
    boolean isOf(byte[] key) {
        if (field.length < KeyText.mostLength(key)) {
            field = new byte[KeyText.mostLength(key)];
        }
        return line.isOf(field, KeyText.write(field, 0, key));
    }

    /** Returns the line that was read, newline included. */
    byte[] copyOfLine() {
        return Arrays.copyOfRange(read, lineStart, lineStart + lineLength);
    }
}
