/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EncryptedBytes;
import io.omnicache.codec.bytes.Pool;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts the keys of one cache, always in the same way, so that an entry is found by what its key becomes: a keyed hash of the
 * key, and the key encrypted with that hash as its beginning (the construction of RFC 5297, with HMAC-SHA-256 as the keyed hash). Who does
 * not know the key of encryption learns which entries have the same key, and how long keys are. Thread-safe.
 *
 * <pre>
 * 0d  key id  hash  ciphertext
 *
 *   key id      its length in one byte, then ASCII
 *   hash        the first 16 bytes of the keyed hash of manager, cache and key
 *   ciphertext  the key by AES-256 in counter mode, from the hash on
 * </pre>
 */
final class KeySeal {
    private static final int HASH = 16;

    /** Never changed, since stores depend on it. */
    private static final byte[] PURPOSE = "omnicache key ".getBytes(StandardCharsets.US_ASCII);

    private final String keyId;
    private final byte[] before;
    private final SecretKey cipher;
    private final Pool<Mac> hashes;
    private final Ciphers ciphers;
    private final Reports reports;

    KeySeal(Secret key, String keyId, CacheIdentity cache, Ciphers ciphers, Reports reports) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] of = cache.bytes();
        byte[] info = ByteBuffer.allocate(PURPOSE.length + of.length)
                .put(PURPOSE)
                .put(of)
                .array();
        byte[] derived = Hkdf.derive(new byte[0], key.bytes(), info, 2 * KeySource.KEY_BYTES);
        byte[] hashing = Arrays.copyOf(derived, KeySource.KEY_BYTES);
        this.keyId = keyId;
        this.before = ByteBuffer.allocate(2 + id.length)
                .put((byte) EncryptedBytes.KEY)
                .put((byte) id.length)
                .put(id)
                .array();
        this.cipher = new SecretKeySpec(derived, KeySource.KEY_BYTES, KeySource.KEY_BYTES, "AES");
        this.hashes = new Pool<>(() -> Hkdf.hmac(hashing), mac -> {});
        this.ciphers = ciphers;
        this.reports = reports;
        Arrays.fill(derived, (byte) 0);
    }

    /** Returns the encrypted form of a key's bytes: the same for the same bytes. */
    byte[] seal(byte[] plain) {
        byte[] hash = hash(plain);
        byte[] hidden = ciphers.stream(cipher, hash, plain, 0);
        return ByteBuffer.allocate(before.length + HASH + hidden.length)
                .put(before)
                .put(hash)
                .put(hidden)
                .array();
    }

    /** Returns the bytes of a key again. */
    byte[] open(byte[] sealed) throws UnreadableException {
        ByteBuffer in = ByteBuffer.wrap(sealed);
        try {
            in.get();
            if (!SealedValue.id(in).equals(keyId)) {
                throw reports.unreadable(Problem.OTHER_KEY_OF_KEYS, keyId);
            }
            byte[] hash = new byte[HASH];
            in.get(hash);
            byte[] plain = ciphers.stream(cipher, hash, sealed, in.position());
            if (!MessageDigest.isEqual(hash, hash(plain))) {
                throw reports.unreadable(Problem.WRONG_KEY, keyId);
            }
            return plain;
        } catch (BufferUnderflowException e) {
            throw reports.malformed(new UnreadableException("an encrypted key is cut off", e));
        }
    }

    private byte[] hash(byte[] plain) {
        Mac mac = hashes.take();
        byte[] hash = Arrays.copyOf(mac.doFinal(plain), HASH);
        hashes.give(mac);
        return hash;
    }
}
