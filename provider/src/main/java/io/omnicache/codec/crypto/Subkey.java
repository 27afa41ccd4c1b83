/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of the cipher, derived from a key of the configuration and a salt.
 *
 * @param check tells another key, or another salt, without trying to decrypt
 */
record Subkey(SecretKey key, int check) {
    /** Never changed, since stores depend on it. */
    private static final String PURPOSE = "omnicache value ";

    /**
     * Derives it.
     *
     * @param encryptor the name of the encryptor that it is for, empty for the built-in one: no two have the same key
     */
    static Subkey derive(Secret key, String keyId, Salt salt, String encryptor) {
        String purpose = PURPOSE + keyId + (encryptor.isEmpty() ? "" : " by " + encryptor);
        byte[] info = purpose.getBytes(StandardCharsets.US_ASCII);
        byte[] derived = Hkdf.derive(salt.bytes(), key.bytes(), info, KeySource.KEY_BYTES + Integer.BYTES);
        SecretKey cipher = new SecretKeySpec(derived, 0, KeySource.KEY_BYTES, "AES");
        int check = ByteBuffer.wrap(derived).getInt(KeySource.KEY_BYTES);
        Arrays.fill(derived, (byte) 0);
        return new Subkey(cipher, check);
    }

    /** Does not show it. */
    @Override
    public String toString() {
        return "Subkey";
    }
}
