/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EncryptionState;
import io.omnicache.LogCapture;
import io.omnicache.WarmSource;
import io.omnicache.config.CodecOptions;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.EncryptionOptions;
import io.omnicache.config.KeySource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted caches as their users see them: keys that are there, wrong or gone. */
class EncryptedCacheTest extends EncryptedCaches {
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
