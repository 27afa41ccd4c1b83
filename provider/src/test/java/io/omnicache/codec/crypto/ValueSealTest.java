/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.codec.bytes.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The encryption of values: what comes back, what is refused, and that no nonce is used twice. */
class ValueSealTest {
    private static final byte[] KEY = {1, 2, 3};
    private static final byte[] PLAIN = "a value of some length".getBytes(StandardCharsets.UTF_8);

    private final LogCapture log = new LogCapture("io.omnicache.codec");

    @AfterEach
    void showLog() {
        log.close();
    }

    private static ValueSeal one() {
        return TestSeals.values(TestSeals.ring("k1", Map.of("k1", 1)), TestSeals.USERS);
    }

    private static void assertRefused(ValueSeal seal, byte[] key, byte[] encoded, String reason) {
        assertThatThrownBy(() -> seal.open(key, encoded))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void valuesOfAnyLengthComeBackAlsoInTheNextOpening() throws UnreadableException {
        for (int length : new int[] {0, 1, 15, 16, 17, 1_000, 100_000}) {
            byte[] plain = new byte[length];
            new Random(length).nextBytes(plain);
            ValueSeal writer = one();
            byte[] sealed = writer.seal(KEY, plain);
            assertThat(writer.open(KEY, sealed)).isEqualTo(plain);
            assertThat(one().open(KEY, sealed)).isEqualTo(plain);
        }
    }

    @Test
    void bouncyCastleAndTheJdkReadEachOther() throws UnreadableException {
        ValueSeal other = new ValueSeal(
                TestSeals.ring("k1", Map.of("k1", 1)),
                TestSeals.USERS,
                Encryptors.of(new Ciphers(new BouncyCastleProvider()), null, TestSeals.LOADER),
                new Reports("users"),
                ValueSeal.MOST_PER_SALT);
        assertThat(one().open(KEY, other.seal(KEY, PLAIN))).isEqualTo(PLAIN);
        assertThat(other.open(KEY, one().seal(KEY, PLAIN))).isEqualTo(PLAIN);
        assertRefused(other, new byte[] {9}, one().seal(KEY, PLAIN), "were changed, or moved");
        assertThat(java.security.Security.getProvider("BC")).as("registered").isNull();
    }

    @Test
    void equalValuesDoNotLookEqual() {
        ValueSeal seal = one();
        assertThat(seal.seal(KEY, PLAIN)).isNotEqualTo(seal.seal(KEY, PLAIN));
    }

    @Test
    void noNonceIsUsedTwice() throws Exception {
        int openings = 20;
        int threads = 4;
        int each = 2_000;
        Set<String> used = ConcurrentHashMap.newKeySet();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int opening = 0; opening < openings; opening++) {
                ValueSeal seal = new ValueSeal(
                        TestSeals.ring("k1", Map.of("k1", 1)),
                        TestSeals.USERS,
                        Encryptors.of(new Ciphers(null), null, TestSeals.LOADER),
                        new Reports("users"),
                        700);
                List<Future<?>> all = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    all.add(pool.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            SealedValue sealed = SealedValue.read(seal.seal(KEY, PLAIN));
                            assertThat(sealed.number()).isBetween(0L, 699L);
                            used.add(sealed.salt() + " " + sealed.number());
                        }
                        return null;
                    }));
                }
                for (Future<?> thread : all) {
                    thread.get();
                }
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(used).hasSize(openings * threads * each);
    }

    /** Some are refused as of another key, or of none: whatever was changed, no other value comes out. */
    @Test
    void eachChangedBitIsRefused() {
        ValueSeal seal = one();
        byte[] sealed = seal.seal(KEY, PLAIN);
        for (int bit = 8; bit < 8 * sealed.length; bit++) { // the first byte says what it is
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> seal.open(KEY, changed)).as("bit %d", bit).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void eachTruncationAndExtensionIsRefused() {
        ValueSeal seal = one();
        byte[] sealed = seal.seal(KEY, PLAIN);
        for (int length = 1; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> seal.open(KEY, cut))
                    .as("%d bytes", length)
                    .isInstanceOf(UnreadableException.class);
        }
        assertRefused(seal, KEY, Arrays.copyOf(sealed, sealed.length + 1), "were changed, or moved");
    }

    @Test
    void whatWasMovedToAnotherKeyCacheOrTenantIsRefused() throws UnreadableException {
        KeyRing ring = TestSeals.ring("k1", Map.of("k1", 1));
        ValueSeal users = TestSeals.values(ring, TestSeals.USERS);
        byte[] sealed = users.seal(KEY, PLAIN);
        assertRefused(users, new byte[] {1, 2, 4}, sealed, "were changed, or moved");
        assertRefused(users, new byte[] {1, 2}, sealed, "were changed, or moved");
        for (CacheIdentity other : List.of(
                new CacheIdentity("urn:one", "others"),
                new CacheIdentity("urn:two", "users"),
                new CacheIdentity("urn:oneu", "sers"),
                new CacheIdentity("users", "urn:one"))) {
            assertRefused(TestSeals.values(ring, other), KEY, sealed, "were changed, or moved");
        }
        assertThat(TestSeals.values(ring, TestSeals.USERS).open(KEY, sealed)).isEqualTo(PLAIN);
    }

    /** What one key has encrypted does not count as another one's, whatever the record says. */
    @Test
    void whatIsReplayedUnderAnotherKeyOfEncryptionIsRefused() {
        ValueSeal both = TestSeals.values(TestSeals.ring("k1", Map.of("k1", 1, "k2", 2)), TestSeals.USERS);
        byte[] sealed = both.seal(KEY, PLAIN);
        byte[] renamed = sealed.clone();
        renamed[3] = '2';
        assertRefused(both, KEY, renamed, "is not the one that they were encrypted with");
        ValueSeal sameKey = TestSeals.values(TestSeals.ring("k1", Map.of("k1", 1, "k2", 1)), TestSeals.USERS);
        assertRefused(sameKey, KEY, renamed, "is not the one that they were encrypted with");
    }

    @Test
    void anUnknownKeyAndAWrongKeyAreSaidOnceEach() {
        byte[] sealed = one().seal(KEY, PLAIN);
        ValueSeal without = TestSeals.values(TestSeals.ring("k2", Map.of("k2", 2)), TestSeals.USERS);
        ValueSeal wrong = TestSeals.values(TestSeals.ring("k1", Map.of("k1", 2)), TestSeals.USERS);
        for (int i = 0; i < 3; i++) {
            assertRefused(without, KEY, sealed, "not among codec.encryption.keys");
            assertRefused(wrong, KEY, sealed, "is not the one that they were encrypted with");
        }
        assertThat(log.messages())
                .containsExactly(
                        "SEVERE entries cannot be decrypted; they are misses, and stay where they are: cache=users key=k1"
                                + " reason=they are encrypted with a key that is not among codec.encryption.keys",
                        "SEVERE entries cannot be decrypted; they are misses, and stay where they are: cache=users key=k1"
                                + " reason=the key of that id is not the one that they were encrypted with");
    }

    /** Who can write to the store can put any ids there, and is not to fill the log, nor to forge lines of it. */
    @Test
    void idsFromTheStoreNeitherFloodNorForgeTheLog() {
        ValueSeal seal = one();
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] forged = one().seal(KEY, PLAIN);
            forged[2] = (byte) random.nextInt(256);
            forged[3] = (byte) random.nextInt(256);
            if (forged[2] != 'k' || forged[3] != '1') {
                assertThatThrownBy(() -> seal.open(KEY, forged)).isInstanceOf(UnreadableException.class);
            }
        }
        assertThat(log.messages())
                .hasSizeLessThan(40)
                .allSatisfy(line -> assertThat(line).matches("[ -~]+"));
    }

    @Test
    void laterReleasesReadWhatTheFirstOneWrote() throws UnreadableException {
        byte[] sealed = HexFormat.of().parseHex(FirstRelease.VALUE);
        assertThat(one().open(KEY, sealed)).isEqualTo(PLAIN);
    }

    @Test
    void theFormIsWhatThePageSays() throws Exception {
        byte[] sealed = one().seal(KEY, PLAIN);
        assertThat(Arrays.copyOf(sealed, 4)).containsExactly(3, 2, 'k', '1');
        byte[] derived = Hkdf.derive(
                Arrays.copyOfRange(sealed, 4, 20),
                TestSeals.key(1),
                "omnicache value k1".getBytes(StandardCharsets.UTF_8),
                36);
        assertThat(Arrays.copyOfRange(sealed, 20, 24)).isEqualTo(Arrays.copyOfRange(derived, 32, 36));
        byte[] nonce = new byte[12];
        System.arraycopy(sealed, 24, nonce, 4, 8);
        var cipher = javax.crypto.Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                javax.crypto.Cipher.DECRYPT_MODE,
                new javax.crypto.spec.SecretKeySpec(derived, 0, 32, "AES"),
                new javax.crypto.spec.GCMParameterSpec(128, nonce));
        cipher.updateAAD(HexFormat.of().parseHex("00000007"));
        cipher.updateAAD("urn:one".getBytes(StandardCharsets.UTF_8));
        cipher.updateAAD(HexFormat.of().parseHex("00000005"));
        cipher.updateAAD("users".getBytes(StandardCharsets.UTF_8));
        cipher.updateAAD(KEY);
        assertThat(cipher.doFinal(sealed, 32, sealed.length - 32)).isEqualTo(PLAIN);
        assertThat(sealed).hasSize(32 + PLAIN.length + 16);
    }

    @Test
    void nothingShowsAKey() {
        KeyRing ring = TestSeals.ring("k1", Map.of("k1", 1, "k2", 2));
        assertThat(ring).hasToString("KeyRing[k1, k2], active k1");
        assertThat(Subkey.derive(ring.keys().get("k1"), "k1", new Salt(1, 2), ""))
                .hasToString("Subkey");
        assertThat(ring.keys().get("k1")).hasToString("(secret)");
    }
}
