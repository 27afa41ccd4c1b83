/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Derives keys from a key: HKDF with SHA-256 (RFC 5869). Thread-safe. */
final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int HASH_BYTES = 32;

    private Hkdf() {}

    /**
     * Returns so many bytes that depend on all of the parameters.
     *
     * @param salt may be empty
     * @param info what they are for
     */
    static byte[] derive(byte[] salt, byte[] key, byte[] info, int length) {
        return expand(extract(salt, key), info, length);
    }

    /** Returns a pseudorandom key: the first step. */
    static byte[] extract(byte[] salt, byte[] key) {
        return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(key);
    }

    /** Returns so many bytes of a pseudorandom key: the second step. */
    static byte[] expand(byte[] pseudorandom, byte[] info, int length) {
        Mac mac = hmac(pseudorandom);
        byte[] derived = new byte[length];
        byte[] block = {};
        int blocks = (length + HASH_BYTES - 1) / HASH_BYTES;
        for (int i = 1; i <= blocks; i++) {
            mac.update(block);
            mac.update(info);
            mac.update((byte) i);
            block = mac.doFinal();
            int at = (i - 1) * HASH_BYTES;
            System.arraycopy(block, 0, derived, at, Math.min(HASH_BYTES, length - at));
        }
        Arrays.fill(block, (byte) 0);
        return derived;
    }

    /** Returns what computes the keyed hash. */
    static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) { // each JDK has it
            throw new IllegalStateException("this JVM has no " + HMAC, e);
        }
    }
}
