/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.util.Arrays;

/** Bytes that grow: numbers in network order, lengths in groups of seven bits. Confined to one thread. */
final class ByteOutput {
    private static final int FIRST = 64;

    private byte[] bytes;
    private int size;

    ByteOutput() {
        this(FIRST);
    }

    ByteOutput(int capacity) {
        this.bytes = new byte[capacity];
    }

    ByteOutput int1(int value) {
        require(1);
        bytes[size++] = (byte) value;
        return this;
    }

    ByteOutput int2(int value) {
        return int1(value >> 8).int1(value);
    }

    ByteOutput int4(int value) {
        return int2(value >> 16).int2(value);
    }

    ByteOutput int8(long value) {
        return int4((int) (value >> 32)).int4((int) value);
    }

    /** Writes a number that is not negative, the shorter the smaller it is. */
    ByteOutput length(int value) {
        int rest = value;
        while (rest > 0x7F) {
            int1(rest | 0x80);
            rest >>>= 7;
        }
        return int1(rest);
    }

    ByteOutput bytes(byte[] source) {
        require(source.length);
        System.arraycopy(source, 0, bytes, size, source.length);
        size += source.length;
        return this;
    }

    /** Writes the length, then the bytes. */
    ByteOutput block(byte[] source) {
        return length(source.length).bytes(source);
    }

    /** Writes a text as a block. */
    ByteOutput text(String text) {
        return block(Text.encode(text));
    }

    /** Returns what was written; nothing may be written after that. */
    byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Returns what was written, and the given bytes after it. */
    byte[] join(byte[] last) {
        byte[] joined = new byte[Math.addExact(size, last.length)];
        System.arraycopy(bytes, 0, joined, 0, size);
        System.arraycopy(last, 0, joined, size, last.length);
        return joined;
    }

    private void require(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), 2 * bytes.length));
        }
    }
}
