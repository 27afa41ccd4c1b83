/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.Map;
import java.util.TreeSet;
import javax.crypto.SecretKey;

/**
 * Extension point: gives the keys that the entries of tiers below the heap are encrypted with, from wherever an organisation keeps them.
 *
 * <p>Found by its {@link #name()} among the services of this type that {@link java.util.ServiceLoader} sees with the manager's class loader,
 * and named in the configuration: {@code codec: { encryption: { keyProvider: vault } }}.
 *
 * <p>It does not encrypt, does not see entries, is asked once each time a cache is opened and not while it is open, and does not rotate
 * anything: a cache that is opened with another active key is encrypted again by itself.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.crypto.KeyProviderContract} of the published test jar.
 */
public interface KeyProvider {
    /** Returns the name by which a configuration chooses this provider: ASCII, at most 64 characters, always the same. */
    String name();

    /**
     * Returns the keys of a cache. While an id is among them it means the same key: entries say by the id which one they need.
     *
     * @param manager the URI of the cache's manager
     * @param cache the name of the cache
     * @throws javax.cache.CacheException if they cannot be had; the cache is not opened then. The message shows no secret
     */
    Keys keys(String manager, String cache);

    /**
     * The keys of a cache, by their ids: 1 to 64 letters, digits, dots, dashes and underscores of ASCII. Immutable as far as the keys are.
     *
     * @param active the id of the key that is written with; the others are only read with
     * @param keys each gives 32 bytes as {@link SecretKey#getEncoded()}, chosen at random
     */
    record Keys(String active, Map<String, SecretKey> keys) {
        /** Copies the map. */
        public Keys {
            keys = Map.copyOf(keys);
        }

        /** Shows the ids only. */
        @Override
        public String toString() {
            return "Keys" + new TreeSet<>(keys.keySet()) + ", active " + active;
        }
    }
}
