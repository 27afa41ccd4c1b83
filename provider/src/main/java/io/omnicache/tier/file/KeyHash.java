/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/**
 * The hash of keys of one store: SipHash-1-3 (Aumasson and Bernstein 2012, with fewer rounds, as in hash tables of other languages),
 * keyed by a seed of the store, so that nobody can choose keys that collide. Thread-safe.
 *
 * @param seed0 the first half of the seed
 * @param seed1 the second half
 */
record KeyHash(long seed0, long seed1) {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SEED_DIGITS = 32;

    static KeyHash random() {
        SecureRandom random = new SecureRandom();
        return new KeyHash(random.nextLong(), random.nextLong());
    }

    /** Returns the hash; never one of the two largest, which pages cannot begin after. */
    long of(byte[] key) {
        long v0 = seed0 ^ 0x736f6d6570736575L;
        long v1 = seed1 ^ 0x646f72616e646f6dL;
        long v2 = seed0 ^ 0x6c7967656e657261L;
        long v3 = seed1 ^ 0x7465646279746573L;
        int whole = key.length & ~7;
        for (int at = 0; at <= whole + 24; at += 8) {
            boolean finishing = at > whole;
            long word = at < whole ? (long) LONG.get(key, at) : at == whole ? rest(key, whole) : 0;
            v3 ^= word;
            v2 ^= at == whole + 8 ? 0xff : 0;
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
            v0 ^= finishing ? 0 : word;
        }
        long hash = v0 ^ v1 ^ v2 ^ v3;
        return hash >>> 1 == Long.MAX_VALUE ? Long.MAX_VALUE : hash;
    }

    private static long rest(byte[] key, int whole) {
        long word = (long) key.length << 56;
        for (int i = whole; i < key.length; i++) {
            word |= (key[i] & 255L) << (8 * (i - whole));
        }
        return word;
    }

    /** Returns the seed as digits. */
    String text() {
        byte[] digits = new byte[SEED_DIGITS];
        Hex.write(digits, 0, 16, seed0);
        Hex.write(digits, 16, 16, seed1);
        return new String(digits, StandardCharsets.US_ASCII);
    }

    /** Reads what {@link #text} gave. */
    static KeyHash parse(String text) {
        return new KeyHash(
                Long.parseUnsignedLong(text.substring(0, 16), 16), Long.parseUnsignedLong(text.substring(16), 16));
    }

    /** Does not show the seed: who knows it can make keys that collide. */
    @Override
    public String toString() {
        return "KeyHash";
    }
}
