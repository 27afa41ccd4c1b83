/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.codec.crypto.Encryption;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import java.util.Random;

/** The codec of a cache of texts that is encrypted, or of one that is not. */
record EncryptionSubject(EntryCodec codec) implements CodecSubject {
    private static final String NONE = "none";
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8};

    /** Returns the one with the encryption of a provider, or {@code none}. */
    static EncryptionSubject of(String provider) {
        ClassLoader loader = EncryptionSubject.class.getClassLoader();
        EntryCodec plain = EntryCodecs.of("bench", Long.class, String.class, CodecOptions.DEFAULT, loader);
        byte[] key = new byte[KeySource.KEY_BYTES];
        new Random(1).nextBytes(key);
        EncryptionOptions options = EncryptionOptions.key(KeySource.bytes(key));
        return new EncryptionSubject(
                provider.equals(NONE)
                        ? plain
                        : Encryption.of(plain, "urn:bench", "bench", options.withProvider(provider), loader));
    }

    @Override
    public byte[] encode(Object value) {
        return codec.encodeValue(KEY, value);
    }

    @Override
    public Object decode(byte[] bytes) {
        try {
            return codec.decodeValue(KEY, bytes);
        } catch (UnreadableException e) {
            throw new IllegalStateException(e);
        }
    }
}
