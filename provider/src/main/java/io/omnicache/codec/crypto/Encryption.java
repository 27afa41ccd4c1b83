/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.Library;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.Secret;
import java.util.HashMap;
import java.util.Map;
import javax.cache.CacheException;

/** Makes the codecs of caches that are encrypted, and of those that are not. */
public final class Encryption {
    private static final String OPTION = "codec.encryption.";

    private final CacheIdentity cache;
    private final EncryptionOptions options;
    private final ClassLoader loader;

    private Encryption(CacheIdentity cache, EncryptionOptions options, ClassLoader loader) {
        this.cache = cache;
        this.options = options;
        this.loader = loader;
    }

    /** Returns the codec of a cache that is not encrypted. */
    public static EntryCodec none(EntryCodec plain, String cache) {
        return new KeylessCodec(plain, new Reports(cache));
    }

    /**
     * Returns the codec of a cache that is encrypted. Reads the keys.
     *
     * @param plain makes bytes of keys and values
     * @param manager the URI of the cache's manager
     * @param loader the class loader of the manager
     * @throws ConfigurationException if a key cannot be had, or cannot be used; the message names the cache and the option
     * @throws CacheException if a {@link io.omnicache.KeyProvider} throws it
     */
    public static EncryptingCodec of(
            EntryCodec plain, String manager, String cache, EncryptionOptions options, ClassLoader loader) {
        return new Encryption(new CacheIdentity(manager, cache), options, loader).codec(plain, ValueSeal.MOST_PER_SALT);
    }

    private EncryptingCodec codec(EntryCodec plain, long mostPerSalt) {
        Ciphers ciphers = ciphers();
        Reports reports = new Reports(cache.cache());
        KeyRing ring = ring();
        return new EncryptingCodec(
                plain,
                options,
                ring,
                new ValueSeal(ring, cache, encryptors(ciphers), reports, mostPerSalt),
                options.encryptKeys() == null ? null : keySeal(options.encryptKeys(), ring, ciphers, reports),
                reports);
    }

    private KeySeal keySeal(String id, KeyRing ring, Ciphers ciphers, Reports reports) {
        Secret key = ring.key(id);
        if (key == null) {
            throw wrong("encryptKeys", "was '" + id + "', allowed is the id of one of the keys");
        }
        return new KeySeal(key, id, cache, ciphers, reports);
    }

    private Encryptors encryptors(Ciphers builtIn) {
        try {
            return Encryptors.of(builtIn, options.encryptor(), loader);
        } catch (IllegalArgumentException e) {
            throw wrong("encryptor", String.valueOf(e.getMessage()));
        }
    }

    private Ciphers ciphers() {
        if (!options.provider().equals(EncryptionOptions.BOUNCY_CASTLE)) {
            return new Ciphers(null);
        }
        try {
            Library.BOUNCY_CASTLE.require(OPTION + "provider", options.provider());
            return new Ciphers(BouncyCastle.provider());
        } catch (CacheException e) {
            throw new ConfigurationException("Cache '" + cache.cache() + "', " + e.getMessage(), e);
        }
    }

    private KeyRing ring() {
        if (options.keys() instanceof EncryptionOptions.Provided provided) {
            try {
                return KeyProviders.keys(provided.keyProvider(), cache, loader);
            } catch (IllegalArgumentException e) {
                throw wrong("keyProvider", String.valueOf(e.getMessage()));
            }
        }
        EncryptionOptions.Listed listed = (EncryptionOptions.Listed) options.keys();
        Map<String, Secret> keys = new HashMap<>();
        listed.sources().forEach((id, source) -> keys.put(id, read(listed, id, source)));
        return new KeyRing(listed.active(), keys);
    }

    private Secret read(EncryptionOptions.Listed listed, String id, KeySource source) {
        try {
            return KeyFile.read(source);
        } catch (IllegalArgumentException e) {
            boolean alone = listed.sources().size() == 1 && id.equals(EncryptionOptions.ONLY);
            throw wrong(alone ? "key" : "keys." + id, String.valueOf(e.getMessage()));
        }
    }

    private ConfigurationException wrong(String option, String problem) {
        return new ConfigurationException(
                "Cache '" + cache.cache() + "', option '" + OPTION + option + "': " + problem);
    }
}
