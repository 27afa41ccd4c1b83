/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;

/** The serializers that are built in do what every serializer does. */
class BuiltInSerializersTest {
    abstract static class Named extends SerializerContract {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        protected Serializer serializer() {
            return CodecServices.serializer(name, TestCodecs.LOADER);
        }

        @Override
        protected List<Object> values() {
            return List.of(
                    "text",
                    5L,
                    new ArrayList<>(List.of(1, "a")),
                    new HashMap<>(Map.of("a", Instant.EPOCH)),
                    ofOwnClass(),
                    ValueFormsTest.Account.of("Ada", 5, "note", "another"));
        }

        @Override
        protected Object ofOwnClass() {
            return new ValueFormsTest.SerializableTeam("team", new ArrayList<>(List.of("Ada", "Bob")));
        }
    }

    @Nested
    class Raw extends SerializerContract {
        @Override
        protected Serializer serializer() {
            return CodecServices.serializer("raw", TestCodecs.LOADER);
        }

        @Override
        protected List<Object> values() {
            return List.of("text", "", 5, 5L, 1.5, 'x', true, Instant.MIN, new UUID(1, 2), java.math.BigDecimal.TEN);
        }

        @Override
        protected Object ofOwnClass() {
            return null;
        }
    }

    @Nested
    class Java extends Named {
        Java() {
            super("java");
        }
    }

    @Nested
    class Json extends Named {
        Json() {
            super("json");
        }
    }

    @Nested
    class Cbor extends Named {
        Cbor() {
            super("cbor");
        }
    }

    @Nested
    class Smile extends Named {
        Smile() {
            super("smile");
        }
    }

    @Nested
    class Msgpack extends Named {
        Msgpack() {
            super("msgpack");
        }
    }

    @Nested
    class Fory extends Named {
        Fory() {
            super("fory");
        }
    }
}
