/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.util.Map;
import java.util.Random;

/** Keys and codecs of encrypted caches. */
final class TestSeals {
    static final CacheIdentity USERS = new CacheIdentity("urn:one", "users");
    static final ClassLoader LOADER = TestSeals.class.getClassLoader();

    private TestSeals() {}

    /** Returns a key, the same for the same number. */
    static byte[] key(int number) {
        byte[] key = new byte[KeySource.KEY_BYTES];
        new Random(number).nextBytes(key);
        return key;
    }

    static KeySource source(int number) {
        return KeySource.bytes(key(number));
    }

    static KeyRing ring(String active, Map<String, Integer> keys) {
        Map<String, Secret> secrets = new java.util.HashMap<>();
        keys.forEach((id, number) -> secrets.put(id, new Secret(key(number))));
        return new KeyRing(active, secrets);
    }

    static ValueSeal values(KeyRing ring, CacheIdentity cache) {
        return new ValueSeal(
                ring,
                cache,
                Encryptors.of(new Ciphers(null), null, LOADER),
                new Reports("users"),
                ValueSeal.MOST_PER_SALT);
    }

    /** A codec of a cache of texts. */
    static EncryptingCodec codec(EncryptionOptions options, CacheIdentity cache) {
        return Encryption.of(
                EntryCodecs.of(cache.cache(), String.class, String.class, CodecOptions.DEFAULT, LOADER),
                cache.manager(),
                cache.cache(),
                options,
                LOADER);
    }
}
