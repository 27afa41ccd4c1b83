/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

/**
 * A key's hash as it stands at both ends of a line: 16 digits, and 4 of a CRC-16 over it. So a copy that was not damaged can be told
 * from one that was, whatever became of the rest of the line. Thread-safe.
 */
final class Fingerprint {
    static final int LENGTH = 20;

    private static final int POLYNOMIAL = 0x1021; // CRC-16/CCITT: finds all single bits, and all runs of up to 16
    private static final char[] REMAINDERS = remainders();

    private Fingerprint() {}

    private static char[] remainders() {
        char[] table = new char[256];
        for (int first = 0; first < table.length; first++) {
            int remainder = first << 8;
            for (int bit = 0; bit < 8; bit++) {
                remainder = (remainder & 0x8000) == 0 ? remainder << 1 : (remainder << 1) ^ POLYNOMIAL;
            }
            table[first] = (char) remainder;
        }
        return table;
    }

    private static int check(long hash) {
        int remainder = 0xFFFF;
        for (int shift = 56; shift >= 0; shift -= 8) {
            remainder = ((remainder << 8) & 0xFFFF) ^ REMAINDERS[((remainder >>> 8) ^ (int) (hash >>> shift)) & 255];
        }
        return remainder;
    }

    static void write(byte[] to, int at, long hash) {
        Hex.write(to, at, 16, hash);
        Hex.write(to, at + 16, 4, check(hash));
    }

    /** Returns whether there is an undamaged one. */
    static boolean isAt(byte[] from, int at) {
        return Hex.isAt(from, at, LENGTH) && Hex.read(from, at + 16, 4) == check(hash(from, at));
    }

    static long hash(byte[] from, int at) {
        return Hex.read(from, at, 16);
    }
}
