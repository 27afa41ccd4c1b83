/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EncryptionState.Rotation;
import io.omnicache.Encryptor;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.OfferedServices;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.codec.bytes.EntryCodecs;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.function.Consumer;
import javax.cache.CacheException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryptors of the user's: found by name, and what was encrypted by one is read as long as that one is there. */
class EncryptorsTest {
    private static final EncryptionOptions KEY = EncryptionOptions.key(TestSeals.source(1));

    @TempDir
    Path folder;

    /** What docs/encryption.md shows. */
    public static final class ChaCha20 implements Encryptor {
        @Override
        public String name() {
            return "chacha20";
        }

        @Override
        public byte[] encrypt(SecretKey key, long number, byte[] context, byte[] plain) {
            try {
                return cipher(Cipher.ENCRYPT_MODE, key, number, context).doFinal(plain);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("a value could not be encrypted", e);
            }
        }

        @Override
        public byte[] decrypt(SecretKey key, long number, byte[] context, byte[] bytes, int from, int to)
                throws GeneralSecurityException {
            return cipher(Cipher.DECRYPT_MODE, key, number, context).doFinal(bytes, from, to - from);
        }

        private static Cipher cipher(int mode, SecretKey key, long number, byte[] context)
                throws GeneralSecurityException {
            byte[] nonce = ByteBuffer.allocate(12).putLong(4, number).array();
            Cipher cipher = Cipher.getInstance("ChaCha20-Poly1305");
            cipher.init(mode, key, new IvParameterSpec(nonce));
            cipher.updateAAD(context);
            return cipher;
        }
    }

    @Nested
    class TheExampleOfThePage extends EncryptorContract {
        @Override
        protected Encryptor encryptor() {
            return new ChaCha20();
        }
    }

    @Test
    void theContractFindsOneNonceForAllNumbers() {
        EncryptorContract contract = new EncryptorContract() {
            @Override
            protected Encryptor encryptor() {
                return new BadEncryptors.OneNonce();
            }
        };
        contract.eachChangedBitIsNoticed();
        contract.anotherKeyNumberOrContextIsRefused();
        assertThatThrownBy(contract::eachNumberHasAKeystreamOfItsOwn).isInstanceOf(AssertionError.class);
    }

    private ClassLoader offering(Class<?>... encryptors) throws IOException {
        return OfferedServices.loader(folder.resolve("services" + encryptors.length), Encryptor.class, encryptors);
    }

    private static EncryptingCodec codec(EncryptionOptions options, ClassLoader loader) {
        return Encryption.of(
                EntryCodecs.of("users", String.class, String.class, CodecOptions.DEFAULT, loader),
                "urn:one",
                "users",
                options,
                loader);
    }

    @Test
    void itIsFoundByItsName() throws Exception {
        ClassLoader loader = offering(ChaCha20.class, BadEncryptors.Failing.class);
        assertThat(Encryptors.names(loader)).containsExactly("chacha20", "failing");
        EncryptingCodec codec = codec(KEY.withEncryptor("chacha20"), loader);
        byte[] key = codec.encodeKey("a");
        byte[] sealed = codec.encodeValue(key, "a value");
        assertThat(sealed[0]).isEqualTo((byte) 4);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .contains("chacha20")
                .doesNotContain("a value");
        assertThat(codec.decodeValue(key, sealed)).isEqualTo("a value");
        assertThat(codec(KEY.withEncryptor("chacha20"), loader).decodeValue(key, sealed))
                .as("in another life")
                .isEqualTo("a value");
    }

    @Test
    void oneThatIsNotThereIsRefused() throws IOException {
        ClassLoader loader = offering(ChaCha20.class, BadEncryptors.Failing.class);
        assertThatThrownBy(() -> codec(KEY.withEncryptor("chacha"), loader))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "Cache 'users', option 'codec.encryption.encryptor': was 'chacha', allowed is one of chacha20,"
                                + " failing. Did you mean 'chacha20'?");
        assertThatThrownBy(() -> codec(KEY.withEncryptor("chacha20"), TestSeals.LOADER))
                .hasMessageContaining("allowed is the name of an Encryptor, and none is found");
        assertThatThrownBy(() -> codec(KEY.withEncryptor("ch cha"), loader))
                .hasMessageContaining("was 'ch cha', allowed is 1 to 64 visible characters of ASCII");
    }

    @Test
    void eachValueIsReadByWhatHasWrittenIt() throws Exception {
        ClassLoader loader = offering(ChaCha20.class);
        EncryptingCodec builtIn = codec(KEY, loader);
        EncryptingCodec named = codec(KEY.withEncryptor("chacha20"), loader);
        byte[] key = builtIn.encodeKey("a");
        byte[] first = builtIn.encodeValue(key, "first");
        byte[] second = named.encodeValue(key, "second");
        assertThat(named.decodeValue(key, first)).isEqualTo("first");
        assertThat(builtIn.decodeValue(key, second)).isEqualTo("second");
        byte[] renewed = named.renewed(key, first);
        assertThat(renewed[0]).isEqualTo((byte) 4);
        assertThat(named.renewed(key, renewed)).isSameAs(renewed);
        assertThat(builtIn.renewed(key, second)[0]).as("and back").isEqualTo((byte) 3);
        assertThat(named.mayRenew()).isTrue();
        assertThat(builtIn.mayRenew()).isTrue();
        assertThat(codec(KEY, TestSeals.LOADER).mayRenew()).isFalse();
    }

    @Test
    void whatNamesAnEncryptorThatHasGoneIsAMiss() throws Exception {
        byte[] key = codec(KEY, TestSeals.LOADER).encodeKey("a");
        byte[] sealed =
                codec(KEY.withEncryptor("chacha20"), offering(ChaCha20.class)).encodeValue(key, "value");
        EncryptingCodec without = codec(KEY, TestSeals.LOADER);
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            assertThatThrownBy(() -> without.decodeValue(key, sealed)).isInstanceOf(UnreadableException.class);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .endsWith("by an Encryptor that is not found encryptor=chacha20");
        }
        assertThat(without.unreadable()).isEqualTo(1);
    }

    @Test
    void whatWasChangedCutOffOrMovedIsAMiss() throws Exception {
        EncryptingCodec codec = codec(KEY.withEncryptor("chacha20"), offering(ChaCha20.class));
        byte[] key = codec.encodeKey("a");
        byte[] sealed = codec.encodeValue(key, "value");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> codec.decodeValue(key, changed)).isInstanceOf(UnreadableException.class);
            byte[] cut = java.util.Arrays.copyOf(sealed, i);
            assertThatThrownBy(() -> codec.decodeValue(key, cut)).isInstanceOf(UnreadableException.class);
        }
        assertThatThrownBy(() -> codec.decodeValue(codec.encodeKey("b"), sealed))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void whatAnEncryptorThrowsIsSaidWithItsName() throws Exception {
        EncryptingCodec codec = codec(KEY.withEncryptor("failing"), offering(BadEncryptors.Failing.class));
        byte[] key = codec.encodeKey("a");
        assertThatThrownBy(() -> codec.encodeValue(key, "a value that is long"))
                .isInstanceOf(CacheException.class)
                .hasMessage("the Encryptor 'failing' has failed")
                .hasRootCauseMessage("told to fail");
        byte[] sealed = codec.encodeValue(key, "a");
        try (LogCapture log = new LogCapture("io.omnicache.codec")) {
            assertThatThrownBy(() -> codec.decodeValue(key, sealed))
                    .as("nobody vouches for the bytes")
                    .isInstanceOf(UnreadableException.class);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .endsWith(
                            "fails just now encryptor=the Encryptor 'failing' has failed: java.lang.NoClassDefFoundError");
        }
    }

    @Test
    void encryptorsThatCannotBeLoadedMakeMissesAndNoFailures() throws Exception {
        byte[] key = codec(KEY, TestSeals.LOADER).encodeKey("a");
        byte[] sealed =
                codec(KEY.withEncryptor("chacha20"), offering(ChaCha20.class)).encodeValue(key, "value");
        ClassLoader twice = offering(ChaCha20.class, BadEncryptors.Failing.class, BadEncryptors.Namesake.class);
        EncryptingCodec codec = codec(KEY, twice);
        assertThatThrownBy(() -> codec.decodeValue(key, sealed)).isInstanceOf(UnreadableException.class);
        assertThat(codec.decodeValue(key, codec.encodeValue(key, "other"))).isEqualTo("other");
        assertThatThrownBy(() -> codec(KEY.withEncryptor("chacha20"), twice))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("two encryptor services are named 'chacha20'");
    }

    @Test
    void whatAnEncryptorRefusesDoesNotKeepTheOthersFromBeingEncryptedAnew() throws IOException {
        ClassLoader loader = offering(BadEncryptors.Failing.class, ChaCha20.class);
        use(loader, KEY, cache -> {
            for (int key = 0; key < 100; key++) {
                cache.put(key, key == 50 ? "a value that is long" : "short");
            }
        });
        use(loader, KEY.withEncryptor("failing"), cache -> {
            Eventually.await(
                    "the others are encrypted anew",
                    () -> cache.encryption().orElseThrow().renewed() == 99);
            assertThat(cache.encryption().orElseThrow().rotation()).isEqualTo(Rotation.RUNNING);
        });
    }

    private void use(ClassLoader loader, EncryptionOptions options, Consumer<OmniCache<Integer, String>> use) {
        OmniConfiguration<Integer, String> configuration = OmniConfiguration.builder(Integer.class, String.class)
                .entries(10)
                .tier("file", Map.of("directory", folder.resolve("store").toString()))
                .codec(CodecOptions.DEFAULT.withEncryption(options))
                .build();
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            @SuppressWarnings("unchecked") // the cache has these types
            OmniCache<Integer, String> cache = provider.getCacheManager(URI.create("urn:one"), loader)
                    .createCache("users", configuration)
                    .unwrap(OmniCache.class);
            use.accept(cache);
        }
    }

    @Test
    void aCacheThatGetsAnEncryptorEncryptsAllAnewByIt() throws IOException {
        ClassLoader loader = offering(ChaCha20.class);
        use(loader, KEY, cache -> {
            for (int key = 0; key < 100; key++) {
                cache.put(key, "value " + key);
            }
        });
        use(loader, KEY.withEncryptor("chacha20"), cache -> {
            Eventually.await(
                    "all is encrypted anew",
                    () -> cache.encryption().orElseThrow().rotation() == Rotation.DONE);
            assertThat(cache.encryption().orElseThrow().renewed()).isEqualTo(100);
            for (int key = 0; key < 100; key++) {
                assertThat(cache.get(key)).isEqualTo("value " + key);
            }
        });
        use(
                TestSeals.LOADER,
                KEY,
                cache -> assertThat(cache.get(7)).as("it is not there").isNull());
        use(loader, KEY, cache -> assertThat(cache.get(7)).isEqualTo("value 7"));
    }
}
