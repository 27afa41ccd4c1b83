/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {
    private static TierKey key(int number) {
        return new TierKey(ByteBuffer.allocate(4).putInt(number).array());
    }

    @Test
    void everySecondTimeAKeyPasses() {
        Doorkeeper door = new Doorkeeper(OptionalLong.empty());
        for (int i = 0; i < 4; i++) {
            assertThat(door.admits(key(7))).isEqualTo(i % 2 == 1);
        }
    }

    @Test
    void itRemembersAboutAsManyKeysAsTheLevelAboveHolds() {
        Doorkeeper door = new Doorkeeper(OptionalLong.of(10_000));
        long passed =
                IntStream.range(0, 10_000).filter(i -> door.admits(key(i))).count();
        assertThat(passed).as("that came once").isZero();
        passed = IntStream.range(0, 10_000).filter(i -> door.admits(key(i))).count();
        assertThat(passed).as("that came twice").isBetween(7_000L, 10_000L);
    }

    @Test
    void itForgetsWhatCameLongAgo() {
        Doorkeeper door = new Doorkeeper(OptionalLong.of(100));
        assertThat(door.admits(key(1))).isFalse();
        IntStream.range(2, 50_000).forEach(i -> door.admits(key(i)));
        assertThat(door.admits(key(1))).isFalse();
    }

    /** The largest bounds must not take memory without end, nor the smallest ones fail. */
    @Test
    void itIsOfASizeThatFits() {
        for (long entries : new long[] {1, 1_000_000, Long.MAX_VALUE}) {
            Doorkeeper door = new Doorkeeper(OptionalLong.of(entries));
            assertThat(door.admits(key(3))).isFalse();
            assertThat(door.admits(key(3))).isTrue();
        }
    }
}
