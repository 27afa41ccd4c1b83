/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The option {@code codec: { encryption }}. Whatever is wrong with it, no message shows a key. */
class EncryptionOptionTest {
    private static final byte[] BYTES = "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final String KEY = Base64.getEncoder().encodeToString(BYTES);

    @TempDir
    Path folder;

    private Reading reading(String encryption) {
        return new Reading(folder)
                .file("caches: { users: { tiers: [ { file: { directory: x } } ], codec: { encryption: " + encryption
                        + " } } }\n")
                .environment(Map.of("CACHE_KEY", KEY, "SHORT", "c2hvcnQ=", "PASSWORD", "open sesame"));
    }

    private EncryptionOptions read(String encryption) {
        return reading(encryption).load().predefined("users").codec().encryption();
    }

    @Test
    void oneKeyOfTheEnvironment() {
        assertThat(read("{ key: \"${CACHE_KEY}\" }")).isEqualTo(EncryptionOptions.key(KeySource.bytes(BYTES)));
    }

    @Test
    void severalKeysOfAllKinds() {
        EncryptionOptions options =
                read("{ keys: { k1: \"${CACHE_KEY}\", k2: { file: /etc/acme/cache.key }, k3: { keyStore:"
                        + " /etc/acme/keys.p12, password: \"${PASSWORD}\", alias: cache } }, active: k2, encryptKeys: k1, provider:"
                        + " bouncycastle, readUnencrypted: true, rotationRate: 5k }");
        assertThat(options)
                .isEqualTo(EncryptionOptions.keys(
                                Map.of(
                                        "k1", KeySource.base64(KEY),
                                        "k2", KeySource.file(Path.of("/etc/acme/cache.key")),
                                        "k3",
                                                KeySource.keyStore(
                                                        Path.of("/etc/acme/keys.p12"), "open sesame", "cache")),
                                "k2")
                        .withEncryptedKeys("k1")
                        .withProvider("bouncycastle")
                        .withReadUnencrypted(true)
                        .withRotationRate(5_000));
    }

    @Test
    void aKeyProviderByName() {
        assertThat(read("{ keyProvider: vault }")).isEqualTo(EncryptionOptions.keyProvider("vault"));
    }

    @Test
    void anEncryptorByName() {
        assertThat(read("{ key: \"${CACHE_KEY}\", encryptor: chacha20 }"))
                .isEqualTo(EncryptionOptions.key(KeySource.bytes(BYTES)).withEncryptor("chacha20"));
    }

    @Test
    void propertiesChangeSingleWordsAndReplaceWhereTheKeyComesFrom() {
        Reading reading = reading("{ keys: { k1: \"${CACHE_KEY}\" }, active: k1, rotationRate: 7 }")
                .system("omnicache.caches.users.codec.encryption.keyProvider", "vault");
        assertThat(reading.load().predefined("users").codec().encryption())
                .isEqualTo(EncryptionOptions.keyProvider("vault").withRotationRate(7));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KEY | encryption': was a single value, allowed is a block with the options active, encryptKeys, encryptor, key",
                "{ } | encryption': no key was given, allowed is exactly one of key, keys, keyProvider",
                "{ key: KEY, keyProvider: vault } | encryption': was key, keyProvider together, allowed is exactly one of",
                "{ key: \"${NONE}\" } | encryption.key': the environment variable 'NONE' is not set",
                "{ key: \"${SHORT}\" } | encryption.key': a key of 5 bytes was given, allowed is 32 random bytes in base64",
                "{ key: \"KEYKEY\" } | encryption.key': what was given is not base64, allowed is 32 random bytes in base64",
                "{ key: \"KEY${\" } | encryption.key': the placeholder has no closing brace",
                "{ key: [ KEY ] } | encryption.key': was a list, allowed is",
                "{ key: KEY, active: k1 } | encryption.active': is stated beside key, allowed is to state it beside keys",
                "{ keys: KEY, active: k1 } | encryption.keys': was a single value, allowed is a block with keys by their ids",
                "{ keys: { }, active: k1 } | encryption.keys': no key was given",
                "{ keys: { k1: KEY } } | encryption.keys': 'active' is missing beside it, allowed is the id of one of the keys, k1",
                "{ keys: { k1: KEY }, active: k2 } | encryption.active': was 'k2', allowed is the id of one of the keys, k1",
                "{ keys: { 'a b': KEY }, active: 'a b' } | the id of a key is 1 to 64 of the characters",
                "{ keys: { k1: { file: x, alias: y } }, active: k1 } | encryption.keys.k1': was alias, file together, allowed is",
                "{ key: { keyStore: x, alias: y } } | encryption.key': was alias, keyStore together, allowed is",
                "{ key: { files: x } } | encryption.key.files': unknown option, allowed are alias, file, keyStore, password",
                "{ key: KEY, provider: sun } | encryption.provider': was 'sun', allowed is jdk or bouncycastle",
                "{ key: KEY, readUnencrypted: 1 } | encryption.readUnencrypted': was '1', allowed is true or false",
                "{ key: KEY, rotationRate: 0 } | encryption.rotationRate': was '0', allowed is a whole number",
                "{ key: KEY, encryptKeys: k2 } | encryption.encryptKeys': was 'k2', allowed is the id of one of the keys",
                "{ key: KEY, cipher: aes } | encryption.cipher': unknown option, allowed are active, encryptKeys, encryptor, key",
            })
    void mistakesAreRefusedAndShowNoKey(String encryption, String message) {
        Throwable thrown = catchThrowable(() -> read(encryption.replace("KEY", KEY)));
        assertThat(thrown)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("omnicache.yaml:1: cache 'users', option 'codec.encryption")
                .hasMessageContaining(message);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(KEY, KEY.substring(0, 12), "c2hvcnQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a b",
                "k/1",
                "schlüssel",
                "65-characters-65-characters-65-characters-65-characters-65-charac"
            })
    void codeThatGivesAnIdWhichIsNoneIsToldWhatItGave(String id) {
        KeySource key = KeySource.base64(KEY);

        assertThatThrownBy(() -> EncryptionOptions.keys(Map.of(id, key), id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec.encryption.keys: was the id '" + id + "', allowed is 1 to 64 of the characters A-Z,"
                        + " a-z, 0-9, '.', '_' and '-'");
    }

    @Test
    void nothingShowsAKeyAndNothingWritesIt() {
        CodecOptions codec = CodecOptions.DEFAULT.withEncryption(EncryptionOptions.keys(
                Map.of("k1", KeySource.base64(KEY), "k2", KeySource.keyStore(Path.of("x"), "open sesame", "a")), "k1"));
        OmniConfiguration<Long, String> configuration =
                OmniConfiguration.builder(Long.class, String.class).codec(codec).build();
        for (Object each : List.of(
                codec, configuration, codec.encryption(), codec.encryption().keys())) {
            assertThat(each.toString())
                    .doesNotContain(KEY, "open sesame", new String(BYTES, StandardCharsets.US_ASCII));
        }
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(codec))
                .isInstanceOf(NotSerializableException.class)
                .hasMessageContaining("cannot be serialized");
    }

    @Test
    void withoutATierNothingIsShownEither() {
        CodecOptions codec = CodecOptions.DEFAULT.withEncryption(EncryptionOptions.key(KeySource.base64(KEY)));
        ManagerSettings settings = new Reading(folder).file("caches: {}\n").load();
        assertThatThrownBy(() -> settings.inForce(
                        "users",
                        OmniConfiguration.builder(Long.class, String.class)
                                .codec(codec)
                                .build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no tier below the heap")
                .hasMessageNotContaining(KEY);
    }
}
