/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EncryptionState;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.config.CodecOptions;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The change from one key to another, as users of the cache see it. */
class KeyRotationTest extends EncryptedCaches {
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
            Eventually.await(
                    "a message, which comes after the state",
                    () -> log.messages().stream()
                            .anyMatch(line -> line.startsWith(
                                    "INFO entries are encrypted with the active key: cache=users key=k2 examined=")));
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
}
