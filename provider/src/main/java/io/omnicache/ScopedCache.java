/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.Objects;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * A cache that is destroyed when this scope is closed; made by {@link OmniCache#scoped}.
 *
 * <p>Thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class ScopedCache<K, V> implements AutoCloseable {
    private final CacheManager manager;
    private final Cache<K, V> cache;

    ScopedCache(CacheManager manager, Cache<K, V> cache) {
        this.manager = Objects.requireNonNull(manager);
        this.cache = cache;
    }

    /** Returns the cache; unusable after {@link #close()}. */
    public Cache<K, V> cache() {
        return cache;
    }

    /**
     * Destroys the cache with all that it holds. Does nothing if the cache was closed before, so that a cache of the same
     * name that somebody made since is left alone.
     */
    @Override
    public void close() {
        if (!cache.isClosed()) {
            manager.destroyCache(cache.getName());
        }
    }
}
