/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that nobody may see: a key, or a password. No message, no {@code toString} and no stream of objects shows them; they are in the heap of the
 * process, and so in a dump of it. Immutable.
 */
public final class Secret implements Serializable {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final transient byte[] bytes;

    /** Creates a secret of bytes that are copied. */
    public Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** Returns a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Returns the number of bytes. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** Tells nothing but the length. */
    @Override
    public int hashCode() {
        return bytes.length;
    }

    /** Does not show it. */
    @Override
    public String toString() {
        return "(secret)";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(
                "a configuration that holds a key cannot be serialized: name a file, a key store or a KeyProvider instead");
    }
}
