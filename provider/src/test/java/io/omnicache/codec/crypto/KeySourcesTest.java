/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.KeyProvider;
import io.omnicache.OfferedServices;
import io.omnicache.OmniCachingProvider;
import io.omnicache.codec.bytes.EntryCodec;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where keys come from, and what is said where there is none. */
class KeySourcesTest {
    private static final String PASSWORD = "open sesame";

    @TempDir
    Path folder;

    /** What docs/encryption.md shows. */
    public static final class FolderOfKeys implements KeyProvider {
        @Override
        public String name() {
            return "folder";
        }

        @Override
        public Keys keys(String manager, String cache) {
            Path folder = Path.of(System.getProperty("com.acme.keys"));
            return new Keys("2026-11", Map.of("2026-10", read(folder, "2026-10"), "2026-11", read(folder, "2026-11")));
        }

        private static SecretKey read(Path folder, String id) {
            try {
                return new SecretKeySpec(Files.readAllBytes(folder.resolve(id)), "AES");
            } catch (IOException e) {
                throw new javax.cache.CacheException("the key " + id + " cannot be read", e);
            }
        }
    }

    /** Gives what cannot be used. */
    public static final class Careless implements KeyProvider {
        @Override
        public String name() {
            return "careless";
        }

        @Override
        public Keys keys(String manager, String cache) {
            return new Keys("k1", Map.of("k1", new SecretKeySpec(new byte[16], "AES")));
        }
    }

    @Nested
    class FolderOfKeysContract extends KeyProviderContract {
        @Override
        protected KeyProvider provider() {
            return new FolderOfKeys();
        }
    }

    @BeforeEach
    void offerFolder() throws IOException {
        Files.write(folder.resolve("2026-10"), TestSeals.key(10));
        Files.write(folder.resolve("2026-11"), TestSeals.key(11));
        System.setProperty("com.acme.keys", folder.toString());
    }

    private Path keyFile(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("cache.key"), text);
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        Assumptions.assumeTrue(view != null, "files have no such permissions here");
        view.setPermissions(PosixFilePermissions.fromString(permissions));
        return file;
    }

    private static String text(int number) {
        return Base64.getEncoder().encodeToString(TestSeals.key(number));
    }

    private Path keyStore(String alias, byte[] key) throws Exception {
        Path file = folder.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(alias, new SecretKeySpec(key, "AES"), PASSWORD.toCharArray(), null);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        return file;
    }

    private static EntryCodec codec(EncryptionOptions options) {
        return TestSeals.codec(options, TestSeals.USERS);
    }

    private static void assertSameKey(KeySource source) throws UnreadableException {
        byte[] key = {1};
        byte[] sealed = codec(EncryptionOptions.key(source)).encodeValue(key, "text");
        assertThat(codec(EncryptionOptions.key(TestSeals.source(1))).decodeValue(key, sealed))
                .isEqualTo("text");
    }

    private static void assertRefused(KeySource source, String message) {
        assertThatThrownBy(() -> codec(EncryptionOptions.key(source)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Cache 'users', option 'codec.encryption.key': ")
                .hasMessageContaining(message)
                .hasMessageNotContaining(text(1))
                .hasMessageNotContaining(PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void aFileOfItsOwnerIsRead(String permissions) throws Exception {
        assertSameKey(KeySource.file(keyFile(text(1) + "\n", permissions)));
    }

    /** Permissions are looked at, not tried: this holds for a superuser, who may read anything, too. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw---x---", "rw-rw-rw-"})
    void aFileThatOthersMayUseIsRefused(String permissions) throws IOException {
        Path file = keyFile(text(1), permissions);
        assertRefused(
                KeySource.file(file),
                "the file " + file + " may be used by others than its owner (" + permissions
                        + "), allowed is rw------- or r--------: chmod 600 " + file);
    }

    @Test
    void aFileThatHoldsNoKeyIsRefused() throws IOException {
        assertRefused(KeySource.file(keyFile(text(1).substring(8), "rw-------")), "holds no key: ");
        assertRefused(
                KeySource.file(keyFile("?" + text(1), "rw-------")), "holds no key: what was given is not base64");
        assertRefused(KeySource.file(keyFile("", "rw-------")), "holds no key: a key of 0 bytes was given");
        assertRefused(KeySource.file(folder.resolve("none")), "cannot be read: it does not exist");
    }

    @Test
    void aKeyStoreIsRead() throws Exception {
        assertSameKey(KeySource.keyStore(keyStore("cache", TestSeals.key(1)), PASSWORD, "cache"));
    }

    @Test
    void aKeyStoreThatCannotBeUsedIsRefused() throws Exception {
        Path store = keyStore("cache", TestSeals.key(1));
        assertRefused(KeySource.keyStore(store, "open", "cache"), "the password is wrong, or it is damaged");
        assertRefused(KeySource.keyStore(store, PASSWORD, "other"), "has no secret key 'other'");
        assertRefused(KeySource.keyStore(folder.resolve("none"), PASSWORD, "cache"), "it does not exist");
        assertRefused(
                KeySource.keyStore(keyStore("cache", new byte[16]), PASSWORD, "cache"), "has 16 bytes, allowed are 32");
        Files.write(store, new byte[100]);
        assertRefused(KeySource.keyStore(store, PASSWORD, "cache"), "keys.p12 cannot be");
    }

    private ClassLoader offering(Class<?>... providers) throws IOException {
        return OfferedServices.loader(folder.resolve("services"), KeyProvider.class, providers);
    }

    @Test
    void aKeyProviderIsFoundByItsName() throws Exception {
        ClassLoader loader = offering(FolderOfKeys.class, Careless.class);
        assertThat(KeyProviders.names(loader)).containsExactly("careless", "folder");
        KeyRing ring = KeyProviders.keys("folder", TestSeals.USERS, loader);
        assertThat(ring).hasToString("KeyRing[2026-10, 2026-11], active 2026-11");
        assertThat(ring.keys().get("2026-11").bytes()).isEqualTo(TestSeals.key(11));
    }

    @Test
    void whatAKeyProviderGivesIsChecked() throws IOException {
        ClassLoader loader = offering(FolderOfKeys.class, Careless.class);
        assertThatThrownBy(() -> KeyProviders.keys("careless", TestSeals.USERS, loader))
                .hasMessage(
                        "the KeyProvider 'careless' gave keys that cannot be used: the key 'k1' has 16 bytes, allowed"
                                + " are 32");
        assertThatThrownBy(() -> KeyProviders.keys("foldr", TestSeals.USERS, loader))
                .hasMessage("was 'foldr', allowed is one of careless, folder. Did you mean 'folder'?");
        assertThatThrownBy(() -> codec(EncryptionOptions.keyProvider("folder")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "Cache 'users', option 'codec.encryption.keyProvider': was 'folder', allowed is");
    }

    @Test
    void theKeyOfKeysIsOneOfTheKeys() {
        assertThatThrownBy(() -> EncryptionOptions.key(TestSeals.source(1)).withEncryptedKeys("k2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("codec.encryption.encryptKeys: was 'k2', allowed is the id of one of the keys, default");
    }

    /** Each source of keys, in a configuration file, over each tier: what was put is there again. */
    @ParameterizedTest
    @CsvSource({
        "file,environment", "file,file", "file,keyStore", "file,keyProvider",
        "sqlite,environment", "sqlite,file", "sqlite,keyStore", "sqlite,keyProvider"
    })
    void whatWasPutIsThereAgainWithEachSource(String tier, String source) throws Exception {
        System.setProperty("key.sources.key", text(1)); // a test cannot set its environment
        System.setProperty("key.sources.password", PASSWORD);
        String encryption = switch (source) {
            case "environment" -> "{ key: \"${sys.key.sources.key}\" }";
            case "file" -> "{ key: { file: \"" + keyFile(text(1), "rw-------") + "\" } }";
            case "keyStore" ->
                "{ key: { keyStore: \"" + keyStore("cache", TestSeals.key(1))
                        + "\", password: \"${sys.key.sources.password}\", alias: cache } }";
            default -> "{ keyProvider: folder }";
        };
        Path file = Files.writeString(
                folder.resolve("omnicache.yaml"),
                "caches: { users: { key: java.lang.String, value: java.lang.String, tiers: [ { " + tier
                        + ": { directory: \"" + folder.resolve("store") + "\" } } ], codec: { encryption: "
                        + encryption + " } } }\n");
        ClassLoader loader = offering(FolderOfKeys.class);
        for (int life = 0; life < 2; life++) {
            try (OmniCachingProvider provider = new OmniCachingProvider();
                    CacheManager manager = provider.getCacheManager(file.toUri(), loader)) {
                Cache<String, String> users = manager.getCache("users", String.class, String.class);
                for (int i = 0; i < 100; i++) {
                    if (life == 0) {
                        users.put("key " + i, "value " + i);
                    }
                    assertThat(users.get("key " + i)).isEqualTo("value " + i);
                }
            }
        }
    }

    /** OmniCache and the standard alone, as most applications have them. */
    @Test
    void aMissingBouncyCastleIsAnErrorThatNamesWhatToAdd() throws Exception {
        URL[] alone = {home(Encryption.class), home(Cache.class)};
        try (URLClassLoader loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
            Class<?> sources = loader.loadClass(KeySource.class.getName());
            Class<?> options = loader.loadClass(EncryptionOptions.class.getName());
            Class<?> codec = loader.loadClass(EntryCodec.class.getName());
            Object key = sources.getMethod("bytes", byte[].class).invoke(null, (Object) TestSeals.key(1));
            Object stated = options.getMethod("key", sources).invoke(null, key);
            var of = loader.loadClass(Encryption.class.getName())
                    .getMethod("of", codec, String.class, String.class, options, ClassLoader.class);
            assertThat(of.invoke(null, null, "urn:one", "users", stated, loader))
                    .isNotNull();
            Object other =
                    options.getMethod("withProvider", String.class).invoke(stated, EncryptionOptions.BOUNCY_CASTLE);
            assertThatThrownBy(() -> of.invoke(null, null, "urn:one", "users", other, loader))
                    .cause()
                    .hasMessageStartingWith(
                            "Cache 'users', option 'codec.encryption.provider': was 'bouncycastle', which needs"
                                    + " org.bouncycastle:bcprov-jdk18on on the class path");
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
