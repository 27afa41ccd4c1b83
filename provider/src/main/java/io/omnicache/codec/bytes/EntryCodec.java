/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

/**
 * Turns the keys and values of one cache into bytes and back.
 *
 * <p>User code may run in each method (serialization hooks), so none may be called under a bare lock. Thread-safe.
 */
public interface EntryCodec {
    /**
     * Returns the bytes of a key; equal keys give equal bytes.
     *
     * @throws javax.cache.CacheException if keys of this class cannot be kept; the message says what to configure
     */
    byte[] encodeKey(Object key);

    /**
     * Returns a key again.
     *
     * @throws UnreadableException if the bytes are of no known form
     */
    Object decodeKey(byte[] encoded) throws UnreadableException;

    /**
     * Returns the bytes of a value.
     *
     * @param key the encoded key, to which encryption binds the value
     * @throws javax.cache.CacheException if values of this class cannot be kept; the message says what to configure
     */
    byte[] encodeValue(byte[] key, Object value);

    /**
     * Returns a value again.
     *
     * @param key the encoded key
     * @throws UnreadableException if the bytes are of no known form, of a class that is unknown or not allowed, or were tampered with
     */
    Object decodeValue(byte[] key, byte[] encoded) throws UnreadableException;
}
