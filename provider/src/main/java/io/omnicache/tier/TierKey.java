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
        this.hash = Arrays.hashCode(bytes);
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
