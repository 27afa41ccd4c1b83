/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.KeyCodec;
import java.util.Arrays;
import javax.cache.CacheException;

/** Keys that a {@link KeyCodec} writes. Immutable. */
record CodedKey(KeyCodec<Object> codec) implements KeyForm {
    @Override
    public void write(Object key, ByteOutput out) {
        out.int1(Tag.CODED).text(codec.type().getName()).block(encoded(key));
    }

    private byte[] encoded(Object key) {
        byte[] bytes;
        try {
            bytes = codec.encode(key);
        } catch (RuntimeException e) {
            throw new CacheException(
                    "the KeyCodec " + codec.getClass().getName() + " failed with "
                            + e.getClass().getName() + " for a key of "
                            + codec.type().getName(),
                    e);
        }
        if (bytes == null) {
            throw new CacheException("the KeyCodec " + codec.getClass().getName() + " returned null for a key of "
                    + codec.type().getName());
        }
        return Arrays.copyOf(bytes, bytes.length);
    }

    /** Reads what follows the name of the class. */
    Object read(ByteInput in) throws UnreadableException {
        byte[] bytes = in.block();
        Object key;
        try {
            key = codec.decode(bytes);
        } catch (RuntimeException e) {
            throw new UnreadableException("the KeyCodec " + codec.getClass().getName() + " does not know the bytes", e);
        }
        if (!codec.type().isInstance(key)) {
            throw new UnreadableException("the KeyCodec " + codec.getClass().getName() + " read no "
                    + codec.type().getName());
        }
        return key;
    }
}
