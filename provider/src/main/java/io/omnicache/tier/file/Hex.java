/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers as lower-case hexadecimal digits, of a fixed count, in the middle of an array. Thread-safe. */
final class Hex {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Hex() {}

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int digit = 0; digit < DIGITS.length; digit++) {
            values[DIGITS[digit]] = (byte) digit;
        }
        return values;
    }

    static void write(byte[] to, int at, int digits, long value) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            to[i] = DIGITS[(int) (rest & 15)];
            rest >>>= 4;
        }
    }

    /** Returns whether there are only digits; capitals are none, so that each number has one form. */
    static boolean isAt(byte[] from, int at, int digits) {
        for (int i = at; i < at + digits; i++) {
            if (VALUES[from[i] & 255] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number, which means something only if {@link #isAt}. */
    static long read(byte[] from, int at, int digits) {
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            value = (value << 4) | (VALUES[from[i] & 255] & 15);
        }
        return value;
    }
}
