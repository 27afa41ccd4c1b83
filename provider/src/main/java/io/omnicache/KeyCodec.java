/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/**
 * Extension point: canonical bytes for the keys of one class, where entries live in tiers below the heap. Needed for classes
 * that are neither values of the JDK, enums, records nor lists, sets and maps of such, and whose Java serialization is not the
 * same for equal keys.
 *
 * <p>Found among the services of this type that {@link java.util.ServiceLoader} sees with the manager's class loader, by its
 * {@link #type()}: a configuration does not have to name it.
 *
 * <p>It does not see keys of subclasses, nor {@code null}; does not write the name of the class, which is recorded beside its
 * bytes; and does not decide where keys are stored.
 *
 * <p>Implementations are thread-safe, have a public constructor without parameters, and pass the contract test
 * {@code io.omnicache.codec.bytes.KeyCodecContract} of the published test jar.
 *
 * @param <K> the class of the keys
 */
public interface KeyCodec<K> {
    /** Returns the exact class of the keys. */
    Class<K> type();

    /**
     * Returns the bytes of a key. Equal keys give equal bytes, and others do not, in each process and each release that shares
     * a store.
     */
    byte[] encode(K key);

    /**
     * Returns a key that is equal to the one that was encoded.
     *
     * @param encoded bytes that nobody vouches for
     * @throws IllegalArgumentException if they are of no known form; the message shows none of them
     */
    K decode(byte[] encoded);
}
