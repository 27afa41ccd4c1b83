/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.Encryptor;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKey;

/** An encryptor of the user's. Thread-safe. */
record NamedCipher(Encryptor encryptor, String name) implements ValueCipher {
    @Override
    public int shortest() {
        return 0;
    }

    @Override
    public byte[] seal(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] plain, int before) {
        byte[] encrypted;
        try {
            encrypted = Objects.requireNonNull(
                    encryptor.encrypt(key, number, context(identity, entryKey), plain), "what was encrypted");
        } catch (RuntimeException | LinkageError e) { // of user code
            throw new EncryptorException(name, e);
        }
        byte[] sealed = new byte[Math.addExact(before, encrypted.length)];
        System.arraycopy(encrypted, 0, sealed, before, encrypted.length);
        return sealed;
    }

    @Override
    public byte[] open(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] sealed, int at)
            throws GeneralSecurityException {
        try {
            return Objects.requireNonNull(
                    encryptor.decrypt(key, number, context(identity, entryKey), sealed, at, sealed.length),
                    "what was decrypted");
        } catch (RuntimeException
                | LinkageError
                | StackOverflowError e) { // of user code, and nobody vouches for the bytes
            throw new EncryptorException(name, e);
        }
    }

    /** What identifies the cache tells where it ends, so two that differ do not become one. */
    private static byte[] context(byte[] identity, byte[] entryKey) {
        byte[] context = Arrays.copyOf(identity, identity.length + entryKey.length);
        System.arraycopy(entryKey, 0, context, identity.length, entryKey.length);
        return context;
    }
}
