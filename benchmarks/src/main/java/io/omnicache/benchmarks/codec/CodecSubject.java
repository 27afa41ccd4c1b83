/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.codec;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.CodecOptions;
import java.time.Instant;
import java.util.ArrayList;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** What turns a value into bytes and back. Confined to one thread. */
interface CodecSubject {
    byte[] encode(Object value);

    Object decode(byte[] bytes);

    /** A codec of a cache that declares nothing, by the name of the serializer; or Kryo, beside which Fory was measured. */
    static CodecSubject named(String name) {
        return switch (name) {
            case "kryo" -> new ByKryo(false);
            case "kryo-registered" -> new ByKryo(true);
            default -> new ByCodec(CodecOptions.DEFAULT.withSerializer(name).withAllow("io.omnicache.benchmarks.*"));
        };
    }

    /** OmniCache's whole way from a value to bytes: class check, serializer, header. */
    final class ByCodec implements CodecSubject {
        private static final byte[] KEY = {};

        private final EntryCodec codec;

        ByCodec(CodecOptions options) {
            this.codec = EntryCodecs.of("bench", Object.class, Object.class, options, ByCodec.class.getClassLoader());
        }

        @Override
        public byte[] encode(Object value) {
            return codec.encodeValue(KEY, value);
        }

        @Override
        public Object decode(byte[] bytes) {
            try {
                return codec.decodeValue(KEY, bytes);
            } catch (UnreadableException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Kryo alone, without header and class check. */
    final class ByKryo implements CodecSubject {
        private final Kryo kryo = new Kryo();
        private final Output output = new Output(256, -1);
        private final Input input = new Input();

        ByKryo(boolean registered) {
            kryo.setReferences(true);
            kryo.setRegistrationRequired(registered);
            kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
            if (registered) {
                kryo.register(Visit.class);
                kryo.register(Basket.class);
                kryo.register(Basket.Line.class);
                kryo.register(ArrayList.class);
                kryo.register(Instant.class);
            }
        }

        @Override
        public byte[] encode(Object value) {
            output.reset();
            kryo.writeClassAndObject(output, value);
            return output.toBytes();
        }

        @Override
        public Object decode(byte[] bytes) {
            input.setBuffer(bytes);
            return kryo.readClassAndObject(input);
        }
    }
}
