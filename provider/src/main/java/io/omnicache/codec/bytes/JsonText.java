/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Encoded values that are JSON text: neither compressed nor encrypted, so that a tier can keep them as readable text.
 *
 * <p>The text is that of one value in UTF-8 and holds no line feed.
 */
public final class JsonText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * LOW_BITS;

    /** Where the text begins in an encoded value that is one. */
    public static final int START = 1;

    private JsonText() {}

    /** Returns whether an encoded value is JSON text from {@link #START} to its end. */
    public static boolean isOne(byte[] encoded) {
        return encoded.length > START && encoded[0] == Header.JSON_TEXT;
    }

    /** Returns the encoded value whose text is given: the bytes from {@code from} up to and without {@code to}. */
    public static byte[] encoded(byte[] source, int from, int to) {
        byte[] encoded = new byte[START + to - from];
        encoded[0] = Header.JSON_TEXT;
        System.arraycopy(source, from, encoded, START, to - from);
        return encoded;
    }

    /* Eight bytes at a time: a byte that is a line feed becomes 0, and subtracting 1 from it borrows from its highest bit. */
    static boolean hasLineFeed(byte[] text) {
        int at = 0;
        for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
            long zeros = (long) LONGS.get(text, at) ^ LINE_FEEDS;
            if (((zeros - LOW_BITS) & ~zeros & HIGH_BITS) != 0) {
                return true;
            }
        }
        for (; at < text.length; at++) {
            if (text[at] == '\n') {
                return true;
            }
        }
        return false;
    }
}
