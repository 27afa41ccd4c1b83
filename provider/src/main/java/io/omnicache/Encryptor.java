/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.security.GeneralSecurityException;
import javax.crypto.SecretKey;

/**
 * Extension point: authenticated encryption of the values in tiers below the heap, by another algorithm than AES-GCM, or on other hardware.
 *
 * <p>Found by its {@link #name()} among the services of this type that {@link java.util.ServiceLoader} sees with the manager's class loader,
 * and named in the configuration: {@code codec: { encryption: { encryptor: chacha20, key: ... } }}. The name is recorded beside the bytes of each
 * value, so that these are decrypted by the encryptor that wrote them.
 *
 * <p>It does not choose keys or nonces, does not record which ones were used, does not compress, does not encrypt the keys of entries, and does not
 * decide what becomes of what it cannot decrypt: that is a miss.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.crypto.EncryptorContract} of the published test jar.
 */
public interface Encryptor {
    /** Returns the name by which a configuration chooses this encryptor: ASCII, at most 64 characters, always the same. */
    String name();

    /**
     * Returns the encrypted form of some bytes, from which nothing about them can be told but their length, with what authenticates it and the context.
     *
     * @param key 32 bytes that are used for nothing else, derived from a key of the configuration each time that a cache is opened
     * @param number from 0 to 2^32: never the same for one key, so it may be the nonce
     * @param context what belongs to the bytes without being encrypted: manager, cache and key of the entry. Not to be changed
     * @param plain not to be changed
     */
    byte[] encrypt(SecretKey key, long number, byte[] context, byte[] plain);

    /**
     * Returns what was encrypted.
     *
     * @param bytes nobody vouches for them; only those from {@code from} up to and without {@code to} are to be read
     * @throws GeneralSecurityException if they were not encrypted with this key, number and context, or were changed
     */
    byte[] decrypt(SecretKey key, long number, byte[] context, byte[] bytes, int from, int to)
            throws GeneralSecurityException;
}
