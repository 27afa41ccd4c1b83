/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
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
     * Returns the name of the strategy that decides what is evicted.
     *
     * @throws IllegalStateException if the cache is closed
     */
    String strategy();

    /**
     * Lets another strategy decide what is evicted, while the cache is used: nothing is lost or evicted by that. What there is moves
     * over little by little as entries are written; until then it is what is evicted first.
     *
     * @param name the name of a strategy that is built in, or that is found by {@link java.util.ServiceLoader}
     * @throws IllegalArgumentException if there is no such strategy; the message lists those that exist
     * @throws IllegalStateException if the cache has no bound, or is closed
     */
    void useStrategy(String name);

    /**
     * Returns how many entries, how much weight or how many bytes the heap may hold, whichever the bound counts; empty if there is no bound.
     *
     * @throws IllegalStateException if the cache is closed
     */
    OptionalLong maximum();

    /**
     * Returns whether the {@link #maximum()} was set by the heap guard: the cache was made without a bound, and the heap was nearly full
     * after a collection. The guard may move it again, until {@link #resize} makes it the caller's.
     *
     * @throws IllegalStateException if the cache is closed
     */
    boolean isBoundedByGuard();

    /**
     * Changes how many entries, how much weight or how many bytes the heap may hold, whichever the bound counts, while the cache is used. What is too much then is evicted
     * before this returns, a few entries at a time, so that nobody else waits for it.
     *
     * @param maximum 1 or more
     * @throws IllegalArgumentException if the maximum is less than 1
     * @throws IllegalStateException if the cache has no bound, or is closed
     */
    void resize(long maximum);

    /**
     * Returns how often the cache misses, and how often it would if it were smaller or larger, estimated from a sample of the requests;
     * empty if that is not switched on.
     *
     * @throws IllegalStateException if the cache is closed
     */
    Optional<MissRatioCurve> missRatioCurve();

    /**
     * Switches the estimation of {@link #missRatioCurve} on or off, while the cache is used. What was seen is forgotten when it is
     * switched off. Does nothing if it is so already.
     *
     * @throws IllegalStateException if it is to be switched on and the cache has no bound, or the cache is closed
     */
    void enableMissRatioCurve(boolean enabled);

    /**
     * Fills the cache before it is needed, in batches, on the calling thread; it can be used meanwhile. Entries are stored as if a loader had loaded
     * them: what is present stays, nothing is written through, no puts are counted, and they expire as new entries do.
     *
     * @return how much was read and stored
     * @throws javax.cache.CacheException if the source cannot be read, or a library that it needs is missing, or the thread is interrupted; what
     *     was stored before stays
     * @throws ClassCastException if the source has a key or value of another type than the cache was made for
     * @throws IllegalStateException if the cache is closed, or keys are given and it has no loader
     */
    WarmProgress warm(WarmSource<? extends K, ? extends V> source, WarmOptions options);

    /** Does the same with the options that are built in. */
    default WarmProgress warm(WarmSource<? extends K, ? extends V> source) {
        return warm(source, WarmOptions.DEFAULT);
    }

    /**
     * Returns how the tiers below the heap do, the fastest first; empty if there are none.
     *
     * @throws IllegalStateException if the cache is closed
     */
    List<TierState> tiers();

    /**
     * Returns how the encryption of what lies below the heap does, and how far a rotation of keys is; empty if nothing is encrypted.
     *
     * @throws IllegalStateException if the cache is closed
     */
    Optional<EncryptionState> encryption();

    /**
     * Lets a listener be told each time a tier has failed so that the cache does without it, is tried, or works again. It is called on a
     * thread of its own, in order, and not again once the cache is closed; what it throws is logged. A listener that is added twice is told
     * twice. Does nothing if there are no tiers below the heap.
     *
     * @throws IllegalStateException if the cache is closed
     */
    void addTierListener(Consumer<? super TierState> listener);

    /**
     * Tells a listener no longer; does nothing if it is not told anyway.
     *
     * @throws IllegalStateException if the cache is closed
     */
    void removeTierListener(Consumer<? super TierState> listener);

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
