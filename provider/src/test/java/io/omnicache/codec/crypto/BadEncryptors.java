/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.Encryptor;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/** Encryptors that nobody should write. */
final class BadEncryptors {
    private BadEncryptors() {}

    /** Encrypts nothing that is long, and throws what is not foreseen. */
    public static final class Failing implements Encryptor {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public byte[] encrypt(SecretKey key, long number, byte[] context, byte[] plain) {
            if (plain.length > 10) {
                throw new IllegalArgumentException("told to fail");
            }
            return plain;
        }

        @Override
        public byte[] decrypt(SecretKey key, long number, byte[] context, byte[] bytes, int from, int to) {
            throw new NoClassDefFoundError("told to fail");
        }
    }

    /** The number is authenticated, and not the nonce: the worst that an encryptor can do. */
    public static final class OneNonce implements Encryptor {
        @Override
        public String name() {
            return "once";
        }

        private static byte[] with(byte[] context, long number) {
            return ByteBuffer.allocate(context.length + Long.BYTES)
                    .put(context)
                    .putLong(number)
                    .array();
        }

        @Override
        public byte[] encrypt(SecretKey key, long number, byte[] context, byte[] plain) {
            return new EncryptorsTest.ChaCha20().encrypt(key, 0, with(context, number), plain);
        }

        @Override
        public byte[] decrypt(SecretKey key, long number, byte[] context, byte[] bytes, int from, int to)
                throws GeneralSecurityException {
            return new EncryptorsTest.ChaCha20().decrypt(key, 0, with(context, number), bytes, from, to);
        }
    }

    /** Has the name of another one. */
    public static final class Namesake implements Encryptor {
        @Override
        public String name() {
            return "chacha20";
        }

        @Override
        public byte[] encrypt(SecretKey key, long number, byte[] context, byte[] plain) {
            return plain;
        }

        @Override
        public byte[] decrypt(SecretKey key, long number, byte[] context, byte[] bytes, int from, int to) {
            return bytes;
        }
    }
}
