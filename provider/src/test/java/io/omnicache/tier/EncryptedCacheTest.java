/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EncryptionState;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.WarmSource;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import io.omnicache.config.OmniConfiguration;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.management.ObjectName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted caches as their users see them: keys that are there, wrong or gone, and the change from one to another. */
class EncryptedCacheTest {
    private static final int MANY = 500;
    private static final String MANAGER = "omnicache:one";

    @TempDir
    Path directory;

    /** A cache in a process of its own, as far as caches can tell. */
    private final class Life implements AutoCloseable {
        private final OmniCachingProvider provider = new OmniCachingProvider();
        final OmniCache<Integer, String> cache;

        Life(String tier, CodecOptions codec) {
            this(MANAGER, tier, codec, Map.of());
        }

        Life(String manager, String tier, CodecOptions codec, Map<String, String> more) {
            this(manager, "users", tier, codec, more);
        }

        @SuppressWarnings("unchecked") // the cache has these types
        Life(String manager, String name, String tier, CodecOptions codec, Map<String, String> more) {
            Map<String, String> options = new java.util.HashMap<>(more);
            options.put("directory", directory.toString());
            CacheManager opened =
                    provider.getCacheManager(URI.create(manager), getClass().getClassLoader(), new Properties());
            try {
                cache = opened.createCache(
                                name,
                                OmniConfiguration.builder(Integer.class, String.class)
                                        .entries(10)
                                        .management(true)
                                        .tier(tier, options)
                                        .codec(codec)
                                        .build())
                        .unwrap(OmniCache.class);
            } catch (RuntimeException e) {
                provider.close();
                throw e;
            }
        }

        void fill() {
            IntStream.range(0, MANY).forEach(key -> cache.put(key, "user " + key));
        }

        /** Returns how many entries can be read; none may be another than it was. */
        int readable() {
            int readable = 0;
            for (int key = 0; key < MANY; key++) {
                String value = cache.get(key);
                assertThat(value).isIn(null, "user " + key);
                readable += value == null ? 0 : 1;
            }
            return readable;
        }

        EncryptionState encryption() {
            return cache.encryption().orElseThrow();
        }

        void awaitRotation() {
            Eventually.await(
                    "rotation done: " + encryption(),
                    java.time.Duration.ofMinutes(2),
                    () -> encryption().rotation() == EncryptionState.Rotation.DONE);
        }

        @Override
        public void close() {
            provider.close();
        }
    }

    private static KeySource key(int number) {
        byte[] key = new byte[KeySource.KEY_BYTES];
        Arrays.fill(key, (byte) number);
        key[0] = 77;
        return KeySource.bytes(key);
    }

    private static CodecOptions with(EncryptionOptions options) {
        return CodecOptions.DEFAULT.withEncryption(options.withRotationRate(100_000));
    }

    private static EncryptionOptions keys(String active, String... ids) {
        Map<String, KeySource> keys = new java.util.HashMap<>();
        for (String id : ids) {
            keys.put(id, key(id.charAt(1)));
        }
        return EncryptionOptions.keys(keys, active);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatWasPutIsThereAgain(String tier) {
        for (CodecOptions codec : new CodecOptions[] {
            with(EncryptionOptions.key(key(1))),
            with(EncryptionOptions.key(key(1)).withProvider("bouncycastle")).withCompressor("zstd")
        }) {
            try (Life life = new Life(tier, codec)) {
                life.fill();
                assertThat(life.readable()).isEqualTo(MANY);
            }
            try (Life life = new Life(tier, codec)) {
                assertThat(life.readable()).isEqualTo(MANY);
                assertThat(life.encryption().rotation()).isEqualTo(EncryptionState.Rotation.NONE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void keysThatAreEncryptedTooAreFoundIteratedAndRemoved(String tier) {
        CodecOptions codec = with(keys("k2", "k1", "k2").withEncryptedKeys("k1"));
        try (Life life = new Life(tier, codec)) {
            life.fill();
        }
        try (Life life = new Life(tier, codec)) {
            assertThat(life.readable()).isEqualTo(MANY);
            Set<Integer> met = new HashSet<>();
            life.cache.forEach(entry -> {
                assertThat(entry.getValue()).isEqualTo("user " + entry.getKey());
                met.add(entry.getKey());
            });
            assertThat(met).hasSize(MANY);
            assertThat(life.cache.remove(7)).isTrue();
            assertThat(life.cache.containsKey(7)).isFalse();
            assertThat(life.cache.putIfAbsent(8, "another")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void withAWrongOrAMissingKeyEntriesAreMissesAndComeBackWithTheRightOne(String tier) {
        CodecOptions right = with(keys("k1", "k1"));
        try (Life life = new Life(tier, right)) {
            life.fill();
        }
        CodecOptions wrong = with(EncryptionOptions.keys(Map.of("k1", key(9)), "k1"));
        Map<CodecOptions, String> others = Map.of(
                wrong,
                "key=k1 reason=the key of that id is not the one that they were encrypted with",
                with(keys("k2", "k2")),
                "key=k1 reason=they are encrypted with a key that is not among codec.encryption.keys",
                CodecOptions.DEFAULT,
                "reason=they are encrypted, and there is no codec.encryption");
        others.forEach((codec, reason) -> {
            try (LogCapture log = new LogCapture("io.omnicache.codec");
                    Life life = new Life(tier, codec)) {
                assertThat(life.readable()).isZero();
                life.cache.forEach(entry -> assertThat(entry).isNull());
                assertThat(life.readable()).isZero();
                assertThat(log.messages())
                        .filteredOn(line -> line.startsWith("SEVERE"))
                        .containsExactly(
                                "SEVERE entries cannot be decrypted; they are misses, and stay where they are: cache=users "
                                        + reason);
                assertThat(life.cache.size()).as("nothing is deleted").isEqualTo(MANY);
            }
        });
        try (Life life = new Life(tier, right)) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }

    /** With keys encrypted, a wrong key does not even find them. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void withAWrongKeyOfKeysNothingIsFoundAndNothingDeleted(String tier) {
        CodecOptions right = with(keys("k1", "k1").withEncryptedKeys("k1"));
        try (Life life = new Life(tier, right)) {
            life.fill();
        }
        CodecOptions wrong =
                with(EncryptionOptions.keys(Map.of("k1", key(9)), "k1").withEncryptedKeys("k1"));
        try (LogCapture log = new LogCapture("io.omnicache.codec");
                Life life = new Life(tier, wrong)) {
            assertThat(life.readable()).isZero();
            life.cache.forEach(entry -> assertThat(entry).isNull());
            assertThat(log.messages())
                    .filteredOn(line -> line.startsWith("SEVERE"))
                    .hasSize(1);
            life.cache.cleanUp();
            assertThat(life.cache.size()).isEqualTo(MANY);
        }
        try (Life life = new Life(tier, right)) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void rotationEncryptsWithTheActiveKeyUntilTheOldOneMayGo(String tier) throws Exception {
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            life.fill();
        }
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                Life life = new Life(tier, with(keys("k2", "k1", "k2")))) {
            life.cache.put(3, "user 3");
            life.awaitRotation();
            assertThat(life.encryption().activeKey()).isEqualTo("k2");
            assertThat(life.encryption().examined()).isGreaterThanOrEqualTo(MANY);
            assertThat(life.encryption().renewed()).isBetween(MANY - 1L, (long) MANY);
            assertThat(life.encryption().left()).isZero();
            assertThat(log.messages())
                    .anyMatch(line -> line.startsWith(
                            "INFO entries are encrypted with the active key: cache=users key=k2 examined="));
            var server = ManagementFactory.getPlatformMBeanServer();
            ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=users,*"), null)
                    .iterator()
                    .next();
            assertThat(server.getAttribute(bean, "EncryptionKey")).isEqualTo("k2");
            assertThat(server.getAttribute(bean, "Rotation")).isEqualTo("DONE");
            assertThat(server.getAttribute(bean, "RotationRenewed"))
                    .isEqualTo(life.encryption().renewed());
            assertThat(server.getAttribute(bean, "RotationExamined"))
                    .isEqualTo(life.encryption().examined());
            assertThat(server.getAttribute(bean, "RotationLeft")).isEqualTo(0L);
            assertThat(server.getAttribute(bean, "Undecryptable")).isEqualTo(0L);
        }
        try (Life life = new Life(tier, with(keys("k2", "k2")))) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            assertThat(life.readable()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void rotationLeavesWhatItCannotDecrypt(String tier) {
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            life.fill();
        }
        try (Life life = new Life(tier, with(keys("k3", "k2", "k3")))) {
            life.awaitRotation();
            assertThat(life.encryption().left()).isEqualTo(MANY);
            assertThat(life.encryption().renewed()).isZero();
            assertThat(life.encryption().unreadable()).isGreaterThanOrEqualTo(MANY);
        }
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatIsNotEncryptedIsAMissUnlessItIsToBeRead(String tier) {
        try (Life life = new Life(tier, CodecOptions.DEFAULT)) {
            life.fill();
            assertThat(life.cache.encryption()).isEmpty();
        }
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            assertThat(life.readable()).isZero();
        }
        try (Life life = new Life(tier, with(keys("k1", "k1").withReadUnencrypted(true)))) {
            assertThat(life.readable()).isEqualTo(MANY);
            life.awaitRotation();
        }
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void entriesChangeFreelyWhileTheyAreRotated(String tier) {
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            life.fill();
        }
        try (Life life = new Life(
                MANAGER,
                tier,
                CodecOptions.DEFAULT.withEncryption(keys("k2", "k1", "k2").withRotationRate(2_000)),
                Map.of())) {
            String[] model = new String[MANY];
            IntStream.range(0, MANY).forEach(key -> model[key] = "user " + key);
            java.util.Random random = new java.util.Random(1);
            while (life.encryption().rotation() != EncryptionState.Rotation.DONE) {
                int key = random.nextInt(MANY);
                if (random.nextInt(3) == 0) {
                    life.cache.remove(key);
                    model[key] = null;
                } else {
                    model[key] = "changed " + random.nextInt();
                    life.cache.put(key, model[key]);
                }
                int other = random.nextInt(MANY);
                assertThat(life.cache.get(other)).isEqualTo(model[other]);
            }
            for (int key = 0; key < MANY; key++) {
                assertThat(life.cache.get(key)).isEqualTo(model[key]);
            }
            life.cache.clear();
            assertThat(life.cache.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aTierThatMayOnlyBeReadIsLeftAsItIs(String tier) {
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            life.fill();
        }
        try (Life life = new Life(MANAGER, tier, with(keys("k2", "k1", "k2")), Map.of("readOnly", "true"))) {
            life.awaitRotation();
            assertThat(life.encryption().left()).isEqualTo(MANY);
            assertThat(life.readable()).isEqualTo(MANY);
            assertThat(life.cache.tiers().get(0).failures()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void aCacheWhoseKeyCannotBeHadIsNotOpenedAndNothingIsLost(String tier) {
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            life.fill();
        }
        EncryptionOptions missing =
                EncryptionOptions.keys(Map.of("k1", KeySource.file(directory.resolve("none"))), "k1");
        assertThatThrownBy(() -> new Life(tier, with(missing)).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Cache 'users', option 'codec.encryption.keys.k1': the file ")
                .hasMessageEndingWith("cannot be read: it does not exist");
        try (Life life = new Life(tier, with(keys("k1", "k1")))) {
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }

    /** Entries are bound to the cache that has stored them, and are read as its. */
    @ParameterizedTest
    @ValueSource(strings = {"file", "sqlite"})
    void whatAnEncryptedCacheHasStoredWarmsAnother(String tier) {
        CodecOptions codec = with(keys("k1", "k1").withEncryptedKeys("k1"));
        try (Life life = new Life(tier, codec)) {
            life.fill();
        }
        try (Life life = new Life(MANAGER, "fresh", tier, codec, Map.of())) {
            Map<String, String> there = Map.of("directory", directory.toString());
            assertThat(life.cache.warm(WarmSource.tier(tier, there, "users")).stored())
                    .isEqualTo(MANY);
            assertThat(life.readable()).isEqualTo(MANY);
        }
    }
}
