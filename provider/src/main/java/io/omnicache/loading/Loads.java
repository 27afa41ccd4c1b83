/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import io.omnicache.Clock;
import io.omnicache.config.LoaderRetry;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loader of one cache: calls it, calls it again if it fails and the configuration says so, and turns what it throws
 * into {@link CacheLoaderException}.
 *
 * <p>An {@link Error} is neither wrapped nor retried. Thread-safe as far as the loader is.
 */
public final class Loads<K, V> {
    private final String cache;
    private final CacheLoader<K, V> loader;
    private final LoaderRetry retry;
    private final Clock clock;
    private final Class<?> valueType;

    /** Creates the calls to a loader, whose values may be of any type. */
    public Loads(String cache, CacheLoader<K, V> loader, LoaderRetry retry, Clock clock) {
        this(cache, loader, retry, clock, Object.class);
    }

    /** Creates the calls to a loader, whose values must be of a type. */
    public Loads(String cache, CacheLoader<K, V> loader, LoaderRetry retry, Clock clock, Class<?> valueType) {
        this.valueType = valueType;
        this.cache = cache;
        this.loader = loader;
        this.retry = retry;
        this.clock = clock;
    }

    /**
     * Loads a value.
     *
     * @return null if the loader knows none
     * @throws CacheLoaderException if the loader fails, with what it threw last as the cause, or gives a value of a wrong type
     */
    public @Nullable V load(K key) {
        V loaded = retrying(() -> loader.load(key));
        return loaded == null ? null : typed(loaded);
    }

    /**
     * Returns a value that the loader has given.
     *
     * @throws CacheLoaderException if it is of a wrong type
     */
    public V typed(V loaded) {
        if (!valueType.isInstance(loaded)) {
            throw new CacheLoaderException("the loader of cache '" + cache + "' gave a value of type "
                    + loaded.getClass().getName() + ", it must be of type " + valueType.getName());
        }
        return loaded;
    }

    /**
     * Loads several values.
     *
     * @return a value for each key that the loader knows, without nulls and without keys that were not asked for; each is to be {@link #typed}
     * @throws CacheLoaderException if the loader fails, with what it threw last as the cause, or returns no map
     */
    public Map<K, V> loadAll(Collection<K> keys) {
        Map<K, V> answer = retrying(() -> loader.loadAll(Collections.unmodifiableCollection(keys)));
        if (answer == null) {
            throw new CacheLoaderException(
                    "the loader of cache '" + cache + "' returned null from loadAll, it must return a map");
        }
        Map<K, V> loaded = new LinkedHashMap<>();
        for (K key : keys) {
            V value = answer.get(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    private <T> @Nullable T retrying(Call<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.run();
            } catch (Exception e) {
                if (attempt >= retry.attempts()) {
                    throw shaped(e);
                }
                pause(attempt, e);
            }
        }
    }

    private void pause(int attempt, Exception failure) {
        try {
            clock.sleep(retry.delayAfter(attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CacheLoaderException given = shaped(failure);
            given.addSuppressed(e);
            throw given;
        }
    }

    private CacheLoaderException shaped(Exception failure) {
        return failure instanceof CacheLoaderException shaped
                ? shaped
                : new CacheLoaderException("the loader of cache '" + cache + "' failed", failure);
    }

    /** A call of the loader. */
    @FunctionalInterface
    private interface Call<T> {
        @Nullable
        T run();
    }
}
