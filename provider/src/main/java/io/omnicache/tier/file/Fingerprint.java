/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

/**
 * A key's hash as it stands at both ends of a line: 16 digits, and 4 of a CRC-16 over it and the length of the line. So if one of both was
 * not damaged, it says which key the line is of, and that these bytes are this line and not what is left of several. Thread-safe.
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

    private static int check(long hash, int length) {
        int remainder = 0xFFFF;
        for (int shift = 56; shift >= 0; shift -= 8) {
            remainder = with(remainder, (int) (hash >>> shift));
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            remainder = with(remainder, length >>> shift);
        }
        return remainder;
    }

    private static int with(int remainder, int next) {
        return ((remainder << 8) & 0xFFFF) ^ REMAINDERS[((remainder >>> 8) ^ next) & 255];
    }

    /** Writes that of a line of so many bytes, without its newline. */
    static void write(byte[] to, int at, long hash, int length) {
        Hex.write(to, at, 16, hash);
        Hex.write(to, at + 16, 4, check(hash, length));
    }

    /** Returns whether there is an undamaged one of a line of so many bytes. */
    static boolean isAt(byte[] from, int at, int length) {
        return Hex.isAt(from, at, LENGTH) && Hex.read(from, at + 16, 4) == check(hash(from, at), length);
    }

    static long hash(byte[] from, int at) {
        return Hex.read(from, at, 16);
    }
}
