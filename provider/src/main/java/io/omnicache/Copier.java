/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/**
 * Copies the values, and the keys, of caches that store by value: the extension point behind the option {@code copier}.
 *
 * <p>Found by its {@link #name()} among the services of this type that {@link java.util.ServiceLoader} sees with the
 * manager's class loader. Two names are taken: {@code serialization} by Java serialization, which is used where no copier
 * is named, and {@code fields} by a copier that gives the same, faster for most classes.
 *
 * <p>A copier is asked only for objects that are not provably immutable; those are shared. It is asked once when a value
 * is stored and once each time it is read, possibly by many threads for the same object.
 *
 * <p>It does not see {@code null}, does not decide what is stored where, does not turn objects into bytes for a tier
 * (that is a serializer's task), and must not use the cache it copies for.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.CopierContract} of the published test jar.
 */
public interface Copier {

    /** The name by which the configuration refers to this copier, always the same, for example {@code serialization}. */
    String name();

    /**
     * Returns an object that is equal to {@code value}, of the same class by name, and shares no mutable part with it.
     *
     * @param loader where classes are looked up by name: the class loader of the cache manager
     * @throws javax.cache.CacheException if the value cannot be copied; its message names the class, never the value
     */
    <T> T copy(T value, ClassLoader loader);
}
