/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/**
 * A cache with what the standard does not offer; {@code cache.unwrap(OmniCache.class)} gives it.
 *
 * <p>Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface OmniCache<K, V> extends Cache<K, V> {
    /**
     * Returns the number of entries. Exact while no operation runs; entries that have expired and not yet left are counted.
     *
     * @throws IllegalStateException if the cache is closed
     */
    long size();

    /**
     * Removes what has expired, now and on the calling thread, instead of soon and in the background.
     *
     * @throws IllegalStateException if the cache is closed
     */
    void cleanUp();

    /**
     * Creates a cache that lives as long as a try-with-resources statement: at its end the cache is destroyed.
     *
     * <pre>{@code
     * try (var scope = OmniCache.scoped(manager, "import", configuration)) {
     *     scope.cache().put(key, value);
     * }
     * }</pre>
     *
     * @param manager the manager that creates the cache; any JCache manager will do
     * @param name the name of the cache
     * @param configuration its configuration
     * @throws javax.cache.CacheException if a cache of that name exists
     * @throws IllegalStateException if the manager is closed
     */
    static <K, V, C extends Configuration<K, V>> ScopedCache<K, V> scoped(
            CacheManager manager, String name, C configuration) {
        return new ScopedCache<>(manager, manager.createCache(name, configuration));
    }
}
