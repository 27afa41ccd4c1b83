/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Compressor;
import io.omnicache.KeyCodec;
import io.omnicache.OfferedServices;
import io.omnicache.Serializer;
import io.omnicache.config.CodecOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.cache.CacheException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Serializers, compressors and key codecs that are found as services. */
class CodecServicesTest {
    /** A key that is equal without regard to case. */
    public static final class CaseBlind {
        private final String text;

        public CaseBlind(String text) {
            this.text = text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof CaseBlind that && that.text.equalsIgnoreCase(text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(Locale.ROOT).hashCode();
        }
    }

    /** What docs/codecs.md shows. */
    public static final class CaseBlindCodec implements KeyCodec<CaseBlind> {
        @Override
        public Class<CaseBlind> type() {
            return CaseBlind.class;
        }

        @Override
        public byte[] encode(CaseBlind key) {
            return key.text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public CaseBlind decode(byte[] encoded) {
            return new CaseBlind(new String(encoded, StandardCharsets.UTF_8));
        }
    }

    /** Writes texts backwards. */
    public static final class Backwards implements Serializer {
        @Override
        public String name() {
            return "backwards";
        }

        @Override
        public Form open(Types types) {
            return new Form() {
                @Override
                public byte[] write(Object value) {
                    return new StringBuilder(value.toString())
                            .reverse()
                            .toString()
                            .getBytes(StandardCharsets.UTF_8);
                }

                @Override
                public Object read(byte[] bytes, int from, int to) {
                    return new StringBuilder(new String(bytes, from, to - from, StandardCharsets.UTF_8))
                            .reverse()
                            .toString();
                }
            };
        }
    }

    /** Compresses what is one byte, repeated. */
    public static final class OneByte implements Compressor {
        @Override
        public String name() {
            return "one-byte";
        }

        @Override
        public byte[] compress(byte[] plain) {
            for (byte b : plain) {
                if (b != plain[0]) {
                    return plain;
                }
            }
            return new byte[] {plain[0]};
        }

        @Override
        public byte[] decompress(byte[] bytes, int from, int to, int length) throws IOException {
            if (to - from != 1) {
                throw new IOException("not one byte");
            }
            byte[] plain = new byte[length];
            java.util.Arrays.fill(plain, bytes[from]);
            return plain;
        }
    }

    public static final class Impostor implements Serializer {
        @Override
        public String name() {
            return "json";
        }

        @Override
        public Form open(Types types) {
            throw new AssertionError("never asked");
        }
    }

    @Nested
    class CaseBlindContract extends KeyCodecContract<CaseBlind> {
        @Override
        protected KeyCodec<CaseBlind> codec() {
            return new CaseBlindCodec();
        }

        @Override
        protected List<List<CaseBlind>> groupsOfEqualKeys() {
            return List.of(
                    List.of(new CaseBlind("a"), new CaseBlind("A")),
                    List.of(new CaseBlind("straße"), new CaseBlind("STRAßE")),
                    List.of(new CaseBlind("")));
        }
    }

    @TempDir
    Path folder;

    private ClassLoader offering(Class<?> service, Class<?>... offered) throws IOException {
        return OfferedServices.loader(folder, service, offered);
    }

    private static EntryCodec codec(CodecOptions options, ClassLoader loader) {
        return EntryCodecs.of("users", Object.class, Object.class, options, loader);
    }

    private record Pair(CaseBlind first, int second) {}

    @Test
    void keysOfAClassWithACodecAreWrittenByItAlsoInsideOthers() throws Exception {
        ClassLoader loader = offering(KeyCodec.class, CaseBlindCodec.class);
        EntryCodec codec = codec(CodecOptions.DEFAULT.withAllow("io.omnicache.codec.bytes.*"), loader);
        for (List<?> equal : List.of(
                List.of(new CaseBlind("a"), new CaseBlind("A")),
                List.of(new Pair(new CaseBlind("a"), 1), new Pair(new CaseBlind("A"), 1)),
                List.of(List.of(new CaseBlind("a")), List.of(new CaseBlind("A"))))) {
            assertThat(codec.encodeKey(equal.get(0))).isEqualTo(codec.encodeKey(equal.get(1)));
            assertThat(TestCodecs.keyAgain(codec, equal.get(0))).isEqualTo(equal.get(1));
        }
        byte[] encoded = codec.encodeKey(new CaseBlind("a"));
        assertThatThrownBy(() -> TestCodecs.allowing().decodeKey(encoded))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("no KeyCodec for");
    }

    @Test
    void twoCodecsForOneClassAreRefused() throws Exception {
        ClassLoader loader = offering(KeyCodec.class, CaseBlindCodec.class, Second.class);
        assertThatThrownBy(() -> codec(CodecOptions.DEFAULT, loader))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("two KeyCodec services are for keys of " + CaseBlind.class.getName());
    }

    public static final class Second implements KeyCodec<CaseBlind> {
        @Override
        public Class<CaseBlind> type() {
            return CaseBlind.class;
        }

        @Override
        public byte[] encode(CaseBlind key) {
            return new byte[0];
        }

        @Override
        public CaseBlind decode(byte[] encoded) {
            return new CaseBlind("");
        }
    }

    @Test
    void offeredSerializersAndCompressorsAreUsedByTheirNamesWhichAreRecorded() throws Exception {
        offering(Serializer.class, Backwards.class);
        ClassLoader loader = offering(Compressor.class, OneByte.class);
        EntryCodec codec = codec(
                CodecOptions.DEFAULT
                        .withSerializer("backwards")
                        .withCompressor("one-byte")
                        .withThreshold(5),
                loader);
        byte[] repeated = codec.encodeValue(new byte[0], "x".repeat(1000));
        assertThat(repeated).hasSizeLessThan(40);
        for (String text : List.of("x".repeat(1000), "short", "not one byte only")) {
            assertThat(TestCodecs.valueAgain(codec, text)).isEqualTo(text);
        }
        assertThat(codec(CodecOptions.DEFAULT, loader).decodeValue(new byte[0], repeated))
                .isEqualTo("x".repeat(1000));
        assertThatThrownBy(() -> TestCodecs.any(CodecOptions.DEFAULT).decodeValue(new byte[0], repeated))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("backwards");
        assertThat(CodecServices.serializerNames(loader)).contains("backwards", "auto", "json");
        assertThat(CodecServices.compressorNames(loader)).contains("one-byte", "none", "zstd");
    }

    @Test
    void unknownNamesAreRefusedWithThoseThatExist() {
        assertThatThrownBy(() -> TestCodecs.any(CodecOptions.DEFAULT.withSerializer("jsn")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'codec.serializer': was 'jsn', allowed is one of auto, cbor, fory, java, json,"
                        + " msgpack, raw, smile. Did you mean 'json'?");
        assertThatThrownBy(() -> TestCodecs.any(CodecOptions.DEFAULT.withCompressor("gzip")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'codec.compressor': was 'gzip', allowed is one of deflate, lz4, none, zstd");
    }

    @Test
    void anOfferedServiceMayNotTakeANameThatIsBuiltIn() throws Exception {
        ClassLoader loader = offering(Serializer.class, Impostor.class);
        assertThatThrownBy(() -> CodecServices.serializerNames(loader))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(Impostor.class.getName() + " is named 'json'");
    }
}
