/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.Arrays;

/**
 * The bytes of a key, the same for equal keys. Immutable as long as nobody changes the array, which is not copied.
 *
 * <p>Thread-safe.
 */
public final class TierKey {
    private final byte[] bytes;
    private final int hash;

    /** Creates a key of bytes that the caller gives away. */
    public TierKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = hash(bytes);
    }

    /** FNV-1a (Fowler, Noll, Vo) of 64 bits, mixed: by a factor of 31 many numbers of two bytes would have one hash. */
    private static int hash(byte[] bytes) {
        long hash = 0xcbf29ce484222325L;
        for (byte each : bytes) {
            hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return (int) (hash >>> 32);
    }

    /** Returns the bytes, which must not be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TierKey key && key.hash == hash && Arrays.equals(key.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Does not show the key: it may be a secret. */
    @Override
    public String toString() {
        return "TierKey of " + bytes.length + " bytes";
    }
}
