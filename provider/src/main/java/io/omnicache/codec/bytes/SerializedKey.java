/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.io.IOException;
import java.util.Arrays;
import javax.cache.CacheException;

/**
 * Keys of all other classes that are Serializable: Java serialization in {@linkplain CanonicalOutput canonical form}, and each key is read
 * back and written again before its bytes are used.
 *
 * <p>What is not found so: an {@code equals} that takes for equal what does not hold the same, such as texts without regard to case. Such
 * a class needs a {@link io.omnicache.KeyCodec}. Immutable.
 */
final class SerializedKey implements KeyForm {
    private final JavaSerializer.Serialized java;
    private final PermittedTypes types;
    private final KeyForms forms;

    SerializedKey(PermittedTypes types, KeyForms forms) {
        this.java = new JavaSerializer.Serialized(types);
        this.types = types;
        this.forms = forms;
    }

    @Override
    public void write(Object key, ByteOutput out) {
        int hash = key.hashCode(); // first, as some classes remember it in a field
        byte[] bytes = canonical(key);
        Object again;
        try {
            again = java.read(bytes, 0, bytes.length);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw forms.refusal(
                    key.getClass(),
                    "its serialized form cannot be read back (" + e.getClass().getName() + ")");
        }
        if (!key.equals(again) || !again.equals(key) || again.hashCode() != hash) {
            throw forms.refusal(key.getClass(), "what comes back from serialization is not equal to it");
        }
        if (!Arrays.equals(bytes, canonical(again))) {
            throw forms.refusal(key.getClass(), "what comes back from serialization has another serialized form");
        }
        out.int1(Tag.SERIALIZED).block(bytes);
    }

    private byte[] canonical(Object key) {
        try {
            return CanonicalOutput.write(key, types);
        } catch (IOException | RuntimeException e) {
            if (e instanceof CacheException refused) {
                throw refused;
            }
            throw forms.refusal(
                    key.getClass(),
                    "its serialization fails with " + e.getClass().getName());
        }
    }

    /** Reads what follows the tag. */
    Object read(ByteInput in) throws UnreadableException, ClassNotFoundException {
        byte[] bytes = in.block();
        try {
            return java.read(bytes, 0, bytes.length);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException(
                    "a serialized key cannot be read: " + e.getClass().getName(), e);
        }
    }
}
