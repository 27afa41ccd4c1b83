/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.codec.bytes.UnreadableException;
import io.omnicache.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The encryption of keys: the same key always becomes the same, and nobody sees which one it was. */
class KeySealTest {
    private static final byte[] PLAIN = "user:4711".getBytes(StandardCharsets.UTF_8);

    private final LogCapture log = new LogCapture("io.omnicache.codec");

    @AfterEach
    void showLog() {
        log.close();
    }

    private static KeySeal seal(int key, String id, CacheIdentity cache) {
        return new KeySeal(new Secret(TestSeals.key(key)), id, cache, new Ciphers(null), new Reports("users"));
    }

    private static KeySeal one() {
        return seal(1, "k1", TestSeals.USERS);
    }

    @Test
    void keysComeBackAndLookTheSameInEachOpening() throws UnreadableException {
        for (int length : new int[] {0, 1, 16, 17, 1_000}) {
            byte[] plain = new byte[length];
            new Random(length).nextBytes(plain);
            assertThat(one().open(one().seal(plain))).isEqualTo(plain);
            assertThat(one().seal(plain)).isEqualTo(one().seal(plain));
        }
    }

    @Test
    void theSameKeyLooksDifferentInAnotherCacheTenantOrUnderAnotherKey() {
        byte[] sealed = one().seal(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("user", "4711");
        for (KeySeal other : new KeySeal[] {
            seal(2, "k1", TestSeals.USERS),
            seal(1, "k1", new CacheIdentity("urn:two", "users")),
            seal(1, "k1", new CacheIdentity("urn:one", "others"))
        }) {
            byte[] otherwise = other.seal(PLAIN);
            assertThat(Arrays.copyOfRange(otherwise, 4, 20)).isNotEqualTo(Arrays.copyOfRange(sealed, 4, 20));
            assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(UnreadableException.class);
        }
        assertThatThrownBy(() -> seal(1, "k2", TestSeals.USERS).open(sealed)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void eachChangedBitAndEachTruncationIsRefused() {
        byte[] sealed = one().seal(PLAIN);
        for (int bit = 8; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> one().open(changed)).as("bit %d", bit).isInstanceOf(UnreadableException.class);
        }
        for (int length = 1; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> one().open(cut)).as("%d bytes", length).isInstanceOf(UnreadableException.class);
        }
    }

    @Test
    void laterReleasesFindWhatTheFirstOneWrote() throws UnreadableException {
        byte[] sealed = HexFormat.of().parseHex(FirstRelease.KEY);
        assertThat(one().seal(PLAIN)).isEqualTo(sealed);
        assertThat(one().open(sealed)).isEqualTo(PLAIN);
    }
}
