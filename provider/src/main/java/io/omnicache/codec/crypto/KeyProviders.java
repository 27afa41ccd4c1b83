/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import io.omnicache.KeyProvider;
import io.omnicache.config.NamedServices;
import io.omnicache.config.Secret;
import io.omnicache.config.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.CacheException;
import javax.crypto.SecretKey;

/** The providers of keys that {@link java.util.ServiceLoader} finds. Thread-safe. */
public final class KeyProviders {
    private KeyProviders() {}

    /**
     * Returns the names that the option {@code keyProvider} takes.
     *
     * @throws javax.cache.CacheException if two providers have one name, or one cannot be loaded
     */
    public static Set<String> names(ClassLoader loader) {
        return known(loader).keySet();
    }

    private static Map<String, KeyProvider> known(ClassLoader loader) {
        return NamedServices.known(KeyProvider.class, "key provider", KeyProvider::name, List.of(), loader);
    }

    /**
     * Asks the provider of a name for the keys of a cache.
     *
     * @throws IllegalArgumentException if there is no such provider, or it gives what cannot be used
     */
    static KeyRing keys(String name, CacheIdentity of, ClassLoader loader) {
        Map<String, KeyProvider> known = known(loader);
        KeyProvider provider = known.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("was '" + name + "', allowed is "
                    + (known.isEmpty()
                            ? "the name of a KeyProvider, and none is found"
                            : "one of " + String.join(", ", known.keySet()))
                    + Suggestion.didYouMean(name, known.keySet()));
        }
        KeyProvider.Keys given = ask(provider, of);
        Map<String, Secret> keys = new HashMap<>();
        given.keys().forEach((id, key) -> keys.put(id, secret(id, key)));
        try {
            return new KeyRing(given.active(), keys);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the KeyProvider '" + name + "' gave keys that cannot be used: " + e.getMessage());
        }
    }

    private static KeyProvider.Keys ask(KeyProvider provider, CacheIdentity of) {
        try {
            return Objects.requireNonNull(provider.keys(of.manager(), of.cache()), "the keys of a KeyProvider");
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) { // of user code
            throw new CacheException(
                    "Cache '" + of.cache() + "': the KeyProvider '" + provider.name() + "' has failed", e);
        }
    }

    private static Secret secret(String id, SecretKey key) {
        byte[] bytes = key.getEncoded();
        if (bytes == null) { // of a device that does not give it away
            throw new IllegalArgumentException(
                    "the key '" + id + "' does not give its bytes, from which others are derived");
        }
        return new Secret(bytes);
    }
}
