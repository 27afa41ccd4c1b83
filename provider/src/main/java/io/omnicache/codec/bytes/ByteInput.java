/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.nio.ByteBuffer;

/** Reads what {@link ByteOutput} writes; nothing that is read is trusted. Confined to one thread. */
final class ByteInput {
    private static final int MOST_LENGTH_BYTES = 5;

    private final ByteBuffer in;

    ByteInput(byte[] bytes, int from, int to) {
        this.in = ByteBuffer.wrap(bytes, from, to - from);
    }

    int int1() throws UnreadableException {
        require(1);
        return in.get() & 0xFF;
    }

    boolean flag() throws UnreadableException {
        int value = int1();
        if (value > 1) {
            throw new UnreadableException("a truth value is neither 0 nor 1");
        }
        return value == 1;
    }

    short int2() throws UnreadableException {
        require(2);
        return in.getShort();
    }

    int int4() throws UnreadableException {
        require(4);
        return in.getInt();
    }

    long int8() throws UnreadableException {
        require(8);
        return in.getLong();
    }

    int length() throws UnreadableException {
        long value = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
            int part = int1();
            value |= (long) (part & 0x7F) << (7 * i);
            if (part <= 0x7F) {
                return checked(value);
            }
        }
        throw new UnreadableException("a length has no end");
    }

    private static int checked(long value) throws UnreadableException {
        if (value > Integer.MAX_VALUE) {
            throw new UnreadableException("a length is out of range");
        }
        return (int) value;
    }

    /** Reads the number of elements, each of which takes one byte at least. */
    int count() throws UnreadableException {
        int count = length();
        require(count);
        return count;
    }

    byte[] block() throws UnreadableException {
        return bytes(length());
    }

    byte[] bytes(int count) throws UnreadableException {
        require(count);
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    byte[] rest() throws UnreadableException {
        return bytes(in.remaining());
    }

    String text() throws UnreadableException {
        return Text.decode(block());
    }

    /** Returns where the next byte is in the array. */
    int position() {
        return in.position();
    }

    void requireEnd() throws UnreadableException {
        if (in.hasRemaining()) {
            throw new UnreadableException("bytes are left over");
        }
    }

    private void require(int count) throws UnreadableException {
        if (in.remaining() < count) {
            throw new UnreadableException("bytes are missing");
        }
    }
}
