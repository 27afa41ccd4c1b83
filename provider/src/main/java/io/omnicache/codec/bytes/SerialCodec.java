/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import javax.cache.CacheException;

/** Java serialization of whatever it is given, until the codecs are here: nothing but tests may use tiers before that. */
public final class SerialCodec implements EntryCodec {
    private final ClassLoader loader;

    public SerialCodec(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    public byte[] encodeKey(Object key) {
        return bytes(key);
    }

    @Override
    public Object decodeKey(byte[] encoded) throws UnreadableException {
        return object(encoded);
    }

    @Override
    public byte[] encodeValue(byte[] key, Object value) {
        return bytes(value);
    }

    @Override
    public Object decodeValue(byte[] key, byte[] encoded) throws UnreadableException {
        return object(encoded);
    }

    private static byte[] bytes(Object object) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
                objects.writeObject(object);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new CacheException("cannot be serialized", e);
        }
    }

    @SuppressWarnings("BanSerializableRead")
    private Object object(byte[] bytes) throws UnreadableException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass desc) throws ClassNotFoundException {
                return Class.forName(desc.getName(), false, loader);
            }
        }) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new UnreadableException("cannot be read", e);
        }
    }
}
