/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;

/** The serializer {@code java}: Java serialization, default-deny, with the manager's class loader. Immutable. */
final class JavaSerializer implements Serializer {
    static final String NAME = "java";

    private static final int FIRST_BUFFER = 256;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Form open(Types types) {
        return new Serialized(types);
    }

    /** Java serialization for one cache. Thread-safe. */
    record Serialized(Types types) implements Form {
        @Override
        public byte[] write(Object value) throws IOException {
            if (!(value instanceof Serializable)) {
                throw new FormException(value.getClass().getName() + " is not Serializable");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BUFFER);
            try (PermittedOutput out = new PermittedOutput(bytes, types)) {
                out.writeObject(value);
            }
            return bytes.toByteArray();
        }

        @Override
        public Object read(byte[] bytes, int from, int to) throws IOException, ClassNotFoundException {
            try (PermittedInput in = new PermittedInput(bytes, from, to, types)) {
                Object object = in.readObject();
                if (object == null) {
                    throw new FormException("its readResolve returned null");
                }
                return object;
            }
        }
    }
}
