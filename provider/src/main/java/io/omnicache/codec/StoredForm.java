/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/**
 * How the keys and values of a cache are kept on the heap: as themselves ({@link ByReference}), or so that a change to
 * the user's object never shows in the cache, nor the other way round ({@link ByValue}).
 *
 * <p>It does not hold entries, does not know keys from one another, and does not produce bytes that outlive the process.
 * No method takes or returns {@code null}. User code may run in each of them (serialization hooks, a {@link
 * io.omnicache.Copier}), so none may be called under a bare lock.
 *
 * <p>Thread-safe.
 */
public sealed interface StoredForm permits ByReference, ByValue {

    /**
     * Turns a user's value into what the cache keeps, which may be the same object.
     *
     * @throws javax.cache.CacheException if the value cannot be copied
     */
    Object store(Object value);

    /**
     * Turns what {@link #store} returned into what the user gets. May be called any number of times.
     *
     * @throws javax.cache.CacheException if no copy can be made
     */
    Object read(Object stored);

    /**
     * Turns a user's key into the key that is kept: an object of the same class, equal to it and with the same hash code.
     *
     * @throws javax.cache.CacheException if the key cannot be copied
     */
    Object storeKey(Object key);

    /**
     * Turns a kept key into what iteration and events hand out.
     *
     * @throws javax.cache.CacheException if no copy can be made
     */
    Object readKey(Object stored);
}
