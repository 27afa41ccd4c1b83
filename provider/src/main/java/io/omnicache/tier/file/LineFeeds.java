/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line feeds, eight bytes at a time. Thread-safe. */
final class LineFeeds {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long LINE_FEEDS = '\n' * EACH;

    private LineFeeds() {}

    /** Returns where the first one stands between two places; the second of them if there is none. */
    static int next(byte[] bytes, int from, int to) {
        // After Hacker's Delight, 6-1: a byte of an exclusive or is zero where there is one; the lowest bit that is
        // found is right.
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long different = (long) LONG.get(bytes, at) ^ LINE_FEEDS;
            long zero = (different - EACH) & ~different & (EACH << 7);
            if (zero != 0) {
                return at + (Long.numberOfTrailingZeros(zero) >>> 3);
            }
        }
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at;
    }
}
