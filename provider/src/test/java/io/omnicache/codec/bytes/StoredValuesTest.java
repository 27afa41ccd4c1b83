/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.codec.CompiledClasses;
import io.omnicache.config.CodecOptions;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was stored is read after a change of configuration, of classes and of the class path, or is unreadable, cleanly. */
class StoredValuesTest {
    private static final byte[] KEY = {};

    static List<CodecOptions> configurations() {
        List<CodecOptions> all = new ArrayList<>();
        for (String serializer : List.of("auto", "java", "json", "cbor", "smile", "msgpack", "fory")) {
            for (String compressor : List.of("none", "deflate", "zstd", "lz4")) {
                all.add(new CodecOptions(serializer, compressor, 100, 1 << 20, List.of("io.omnicache.codec.bytes.*")));
            }
        }
        return all;
    }

    @Test
    void everyConfigurationReadsWhatEveryOtherWrote() throws UnreadableException {
        Object value = new ValueFormsTest.SerializableTeam("team", List.of("name ".repeat(50), "a", "b"));
        for (CodecOptions writing : configurations()) {
            byte[] encoded = TestCodecs.any(writing).encodeValue(KEY, value);
            for (CodecOptions reading : configurations()) {
                assertThat(TestCodecs.any(reading).decodeValue(KEY, encoded))
                        .as("%s by %s", writing, reading)
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deflate", "zstd", "lz4"})
    void onlyWhatBecomesSmallerIsCompressed(String compressor) throws UnreadableException {
        EntryCodec codec = TestCodecs.any(CodecOptions.DEFAULT
                .withCompressor(compressor)
                .withThreshold(200)
                .withLimit(10_000));
        byte[] noise = new byte[1000];
        new java.util.Random(1).nextBytes(noise);

        assertThat(codec.encodeValue(KEY, "a".repeat(198))).hasSize(4 + 199); // with its tag, below the threshold
        assertThat(codec.encodeValue(KEY, "a".repeat(199))).hasSizeLessThan(100);
        assertThat(codec.encodeValue(KEY, "a".repeat(9_999))).hasSizeLessThan(200);
        assertThat(codec.encodeValue(KEY, "a".repeat(10_000))).hasSize(4 + 10_001); // above the limit
        assertThat(codec.encodeValue(KEY, noise)).hasSize(4 + 1 + noise.length);
        for (Object value : List.of("a".repeat(198), "a".repeat(199), "a".repeat(9_999), "a".repeat(10_000))) {
            assertThat(TestCodecs.valueAgain(codec, value)).isEqualTo(value);
        }
        byte[] large = codec.encodeValue(KEY, "a".repeat(9_999));
        EntryCodec less = TestCodecs.any(CodecOptions.DEFAULT.withThreshold(1).withLimit(9_999));
        assertThatThrownBy(() -> less.decodeValue(KEY, large))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("a compressed value is of 10000 bytes, the limit is 9999");
    }

    @Test
    void compressedJsonIsNoPlainText() {
        EntryCodec codec = TestCodecs.any(CodecOptions.DEFAULT
                .withSerializer("json")
                .withCompressor("deflate")
                .withThreshold(1));
        assertThat(JsonText.isOne(codec.encodeValue(KEY, "a".repeat(1000)))).isFalse();
        assertThat(JsonText.isOne(codec.encodeValue(KEY, "b"))).isTrue();
    }

    static Stream<String> named() {
        return Stream.of("java", "json", "cbor", "smile", "msgpack", "fory");
    }

    @ParameterizedTest
    @CsvSource({
        // what the field becomes, for a class that is no record
        "java,int a,long a",
        "java,int a,'int a, b'",
        "json,int a,long a",
        "json,int a,'int a, b'",
        "json,int a,int b",
        "cbor,int a,'int a, b'",
        "smile,int a,'int a, b'",
        "msgpack,int a,'int a, b'",
        "fory,int a,long a",
        "fory,int a,'int a, b'",
        "json,java.util.List<Integer> a,java.util.List<Long> a",
    })
    void aClassThatHasChangedIsUnreadable(
            String serializer, String fieldsBefore, String fieldsAfter, @TempDir Path before, @TempDir Path after)
            throws Exception {
        String source = "public class Value implements java.io.Serializable { %s; }";
        byte[] encoded;
        try (URLClassLoader loader = CompiledClasses.compile(before, "Value", source.formatted(fieldsBefore))) {
            EntryCodec codec = codec(serializer, loader);
            encoded = codec.encodeValue(KEY, CompiledClasses.newInstance(loader, "Value", new Class<?>[0]));
            assertThat(codec.decodeValue(KEY, encoded)).isInstanceOf(loader.loadClass("Value"));
        }
        try (URLClassLoader same = CompiledClasses.loader(before)) {
            assertThat(codec(serializer, same).decodeValue(KEY, encoded)).isInstanceOf(same.loadClass("Value"));
        }
        try (URLClassLoader loader = CompiledClasses.compile(after, "Value", source.formatted(fieldsAfter))) {
            assertThatThrownBy(() -> codec(serializer, loader).decodeValue(KEY, encoded))
                    .isInstanceOf(UnreadableException.class);
        }
        assertThatThrownBy(() -> codec(serializer, TestCodecs.LOADER).decodeValue(KEY, encoded))
                .as("the class is gone")
                .isInstanceOf(UnreadableException.class);
    }

    private static EntryCodec codec(String serializer, ClassLoader loader) {
        return EntryCodecs.of(
                "users",
                Object.class,
                Object.class,
                CodecOptions.DEFAULT.withSerializer(serializer).withAllow("Value"),
                loader);
    }

    @Test
    void anObjectOfAClassThatTheLoaderDoesNotFindIsRefused(@TempDir Path folder) throws Exception {
        try (URLClassLoader loader =
                CompiledClasses.compile(folder, "Value", "public class Value implements java.io.Serializable {}")) {
            Object value = CompiledClasses.newInstance(loader, "Value", new Class<?>[0]);
            for (String serializer : named().toList()) {
                EntryCodec other = codec(serializer, TestCodecs.LOADER);
                assertThatThrownBy(() -> other.encodeValue(KEY, value))
                        .as(serializer)
                        .isInstanceOf(CacheException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 100, 255})
    void anotherFormatIsUnreadable(int format) {
        assertUnreadable(new byte[] {(byte) format, 1, 0, 0}, "format " + format + " is not known to this release");
    }

    @Test
    void whatIsOfALaterReleaseIsUnreadable() {
        assertUnreadable(new byte[] {2, 99, 0, 0, 32}, "serializer 99 is not known to this release");
        assertUnreadable(new byte[] {2, 1, 99, 0, 1, 32}, "compressor 99 is not known to this release");
        assertUnreadable(new byte[] {3, 2, 'k', '1', 32}, "a value is encrypted, and the cache has no key");
        assertUnreadable(new byte[] {2, 1, 0, 2, 'k', '1', 32}, "a value is encrypted with a key that is not known");
        assertUnreadable(
                new byte[] {2, 1, 0, 0, 99}, "a value cannot be read by 'raw': form 99 is not known to this release");
        assertUnreadable(new byte[] {2, 1, 0}, "bytes are missing");
        assertUnreadable(new byte[0], "bytes are missing");
    }

    private static void assertUnreadable(byte[] encoded, String message) {
        assertThatThrownBy(() -> TestCodecs.any(CodecOptions.DEFAULT).decodeValue(KEY, encoded))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(message);
    }

    @Test
    void headersComeBackWhateverTheyName() throws UnreadableException {
        for (Header header : List.of(
                new Header("raw", null, "", -1),
                new Header("fory", "lz4", "key-1", 0),
                new Header("own", "mine", "k".repeat(300), Integer.MAX_VALUE))) {
            byte[] encoded = header.before(new byte[] {7});
            ByteInput in = new ByteInput(encoded, 0, encoded.length);
            assertThat(Header.read(in)).isEqualTo(header);
            assertThat(in.rest()).containsExactly(7);
        }
    }

    /** The bytes of release 1.0: never to be changed, only added to. */
    @Test
    void bytesOfTheFirstReleaseAreRead() throws UnreadableException {
        EntryCodec codec = TestCodecs.allowing();
        var hex = java.util.HexFormat.of();
        assertThat(codec.encodeKey("a")).isEqualTo(hex.parseHex("200161"));
        assertThat(codec.encodeKey(1)).isEqualTo(hex.parseHex("2500000001"));
        assertThat(codec.encodeKey(List.of(1L))).isEqualTo(hex.parseHex("0401260000000000000001"));
        assertThat(codec.encodeValue(KEY, "a")).isEqualTo(hex.parseHex("020100002061"));
        assertThat(codec.encodeValue(KEY, true)).isEqualTo(hex.parseHex("020100002101"));
        assertThat(codec.decodeValue(KEY, hex.parseHex("01226122"))).isEqualTo("a");
    }

    @Test
    void aMissingLibraryIsAMissForStoredValuesAndAnErrorForOptionsThatNamesWhatToAdd() throws Exception {
        EntryCodec packing = TestCodecs.any(CodecOptions.DEFAULT
                .withSerializer("cbor")
                .withCompressor("zstd")
                .withThreshold(1));
        byte[] encoded = packing.encodeValue(KEY, "a".repeat(1000));
        // OmniCache and the standard alone, as most applications have them.
        URL[] alone = {home(EntryCodecs.class), home(javax.cache.Cache.class)};
        try (URLClassLoader loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
            Class<?> program = Class.forName("io.omnicache.codec.bytes.EntryCodecs", true, loader);
            Class<?> options = Class.forName("io.omnicache.config.CodecOptions", true, loader);
            Object none = options.getField("DEFAULT").get(null);
            var of = program.getMethod("of", String.class, Class.class, Class.class, options, ClassLoader.class);
            Object codec = of.invoke(null, "users", Object.class, Object.class, none, loader);
            Class<?> type = Class.forName("io.omnicache.codec.bytes.EntryCodec", true, loader);
            var encode = type.getMethod("encodeValue", byte[].class, Object.class);
            var decode = type.getMethod("decodeValue", byte[].class, byte[].class);

            assertThat(decode.invoke(codec, KEY, encode.invoke(codec, KEY, "text")))
                    .isEqualTo("text");
            assertThat(decode.invoke(codec, KEY, encode.invoke(codec, KEY, new ArrayList<>(List.of(1)))))
                    .isEqualTo(List.of(1));
            assertThatThrownBy(() -> decode.invoke(codec, KEY, encoded))
                    .cause()
                    .satisfies(e -> assertThat(e.getClass().getName()).isEqualTo(UnreadableException.class.getName()))
                    .hasMessageContaining("com.fasterxml.jackson.dataformat:jackson-dataformat-cbor");
            for (String[] word : new String[][] {
                {"withSerializer", "json", "com.fasterxml.jackson.core:jackson-databind"},
                {"withSerializer", "smile", "com.fasterxml.jackson.dataformat:jackson-dataformat-smile"},
                {"withSerializer", "msgpack", "org.msgpack:jackson-dataformat-msgpack"},
                {"withSerializer", "fory", "org.apache.fory:fory-core"},
                {"withCompressor", "zstd", "com.github.luben:zstd-jni"},
                {"withCompressor", "lz4", "at.yawk.lz4:lz4-java"}
            }) {
                Object stated = options.getMethod(word[0], String.class).invoke(none, word[1]);
                assertThatThrownBy(() -> of.invoke(null, "users", Object.class, Object.class, stated, loader))
                        .cause()
                        .hasMessageContaining("was '" + word[1] + "', which needs " + word[2]);
            }
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
