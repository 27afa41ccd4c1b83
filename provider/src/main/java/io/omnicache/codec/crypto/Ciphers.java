/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.Pool;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import javax.cache.CacheException;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES of one provider. A cipher is dear to make, so they are used again. Thread-safe. */
final class Ciphers {
    /** How many bytes of tag follow what GCM has encrypted. */
    static final int TAG = 16;

    private static final int TAG_BITS = 8 * TAG;
    private static final int NONCE = 12;

    private final @Nullable Provider provider;
    private final Pool<Cipher> gcm = pool("AES/GCM/NoPadding");
    private final Pool<Cipher> counter = pool("AES/CTR/NoPadding");

    /** Creates ciphers of a provider, which need not be registered; null for those of the JDK. */
    Ciphers(@Nullable Provider provider) {
        this.provider = provider;
    }

    private Pool<Cipher> pool(String transformation) {
        return new Pool<>(() -> make(transformation), cipher -> {});
    }

    private Cipher make(String transformation) {
        try {
            return provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            throw new CacheException("there is no " + transformation + " in this JVM", e);
        }
    }

    /**
     * Encrypts and authenticates by GCM.
     *
     * @param number never the same for one key: the nonce
     * @param context what belongs to it and is not encrypted: the parts, one after the other, are to be unambiguous
     * @param into takes what is encrypted, and the tag, from a position up to its end
     */
    void seal(SecretKey key, long number, byte[][] context, byte[] plain, byte[] into, int at) {
        Cipher cipher = gcm.take();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number));
            for (byte[] part : context) {
                cipher.updateAAD(part);
            }
            cipher.doFinal(plain, 0, plain.length, into, at);
        } catch (GeneralSecurityException e) {
            throw new CacheException("a value could not be encrypted", e);
        }
        gcm.give(cipher); // one that has failed is not used again
    }

    /**
     * Decrypts what {@link #seal} has made.
     *
     * @param at where it begins; it goes on to the end
     * @throws GeneralSecurityException if it was not encrypted with this key, number and context, or was changed
     */
    byte[] open(SecretKey key, long number, byte[][] context, byte[] sealed, int at) throws GeneralSecurityException {
        Cipher cipher = gcm.take();
        cipher.init(Cipher.DECRYPT_MODE, key, nonce(number));
        for (byte[] part : context) {
            cipher.updateAAD(part);
        }
        byte[] plain = cipher.doFinal(sealed, at, sealed.length - at);
        gcm.give(cipher);
        return plain;
    }

    /** Encrypts or decrypts, which are the same, in counter mode: nothing is authenticated. Reads from a position to the end. */
    byte[] stream(SecretKey key, byte[] start, byte[] from, int at) {
        Cipher cipher = counter.take();
        byte[] result;
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
            result = cipher.doFinal(from, at, from.length - at);
        } catch (GeneralSecurityException e) {
            throw new CacheException("a key could not be encrypted", e);
        }
        counter.give(cipher);
        return result;
    }

    private static AlgorithmParameterSpec nonce(long number) {
        byte[] nonce = new byte[NONCE];
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - 1 - i] = (byte) (number >>> (8 * i));
        }
        return new GCMParameterSpec(TAG_BITS, nonce);
    }
}
