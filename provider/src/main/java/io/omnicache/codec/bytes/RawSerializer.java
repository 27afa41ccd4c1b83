/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.io.IOException;

/** The serializer {@code raw}: texts, byte arrays, numbers and other values of the JDK, as they are. Immutable. */
final class RawSerializer implements Serializer {
    static final String NAME = "raw";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Form open(Types types) {
        return new Raw();
    }

    /** Whether objects of exactly this class are written. */
    static boolean takes(Class<?> type) {
        return type == byte[].class || JdkValues.isKept(type);
    }

    /* A text or array is all that follows the tag; everything else is as in keys. */
    private static final class Raw implements Form {
        @Override
        public byte[] write(Object value) throws IOException {
            if (value instanceof byte[] bytes) {
                return new ByteOutput(1 + bytes.length)
                        .int1(Tag.BYTES)
                        .bytes(bytes)
                        .toBytes();
            }
            if (value instanceof String text) {
                byte[] bytes = Text.encode(text);
                return new ByteOutput(1 + bytes.length)
                        .int1(Tag.TEXT)
                        .bytes(bytes)
                        .toBytes();
            }
            KeyForm form = JdkValues.of(value.getClass());
            if (form == null || !takes(value.getClass())) {
                throw new FormException(value.getClass().getName() + " is not a value that is written as it is");
            }
            ByteOutput out = new ByteOutput();
            form.write(value, out);
            return out.toBytes();
        }

        @Override
        public Object read(byte[] bytes, int from, int to) throws IOException {
            try {
                ByteInput in = new ByteInput(bytes, from, to);
                int tag = in.int1();
                Object value = switch (tag) {
                    case Tag.BYTES -> in.rest();
                    case Tag.TEXT -> Text.decode(in.rest());
                    default -> JdkValues.read(tag, in);
                };
                in.requireEnd();
                return value;
            } catch (UnreadableException e) {
                throw new FormException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
