/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/** What encrypts and authenticates values: {@link AesGcm}, or an {@link io.omnicache.Encryptor} of the user's. Thread-safe. */
sealed interface ValueCipher permits AesGcm, NamedCipher {
    /** Returns the name that is recorded beside the value; empty for the built-in one. */
    String name();

    /** Returns how few bytes it ever makes. */
    int shortest();

    /**
     * Encrypts.
     *
     * @param before how many bytes of the result are left to the caller, in front
     * @throws EncryptorException if it cannot be encrypted
     */
    byte[] seal(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] plain, int before);

    /**
     * Decrypts what stands from a position to the end.
     *
     * @throws GeneralSecurityException if it was not encrypted so, or was changed
     * @throws EncryptorException if it cannot be told
     */
    byte[] open(SecretKey key, long number, byte[] identity, byte[] entryKey, byte[] sealed, int at)
            throws GeneralSecurityException;
}
