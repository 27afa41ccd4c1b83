/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VersionsTest {
    private static final int MANY = 100_000;

    @Test
    void thoseOfOneProcessRiseAndGoOnRisingAfterARestart() {
        ManualClock clock = new ManualClock();
        clock.advance(Duration.ofDays(20_000));
        Versions versions = new Versions.Rising(clock);
        long last = 0;
        for (int i = 0; i < MANY; i++) {
            long next = versions.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
        clock.advance(Duration.ofMillis(1));
        assertThat(new Versions.Rising(clock).next()).isGreaterThan(last);
    }

    /** Each of them twice in a process is impossible; each bit is set in about half of them. */
    @Test
    void thoseOfSeveralProcessesDoNotRepeatAndLookRandom() {
        Versions versions = new Versions.Random();
        Set<Long> seen = new HashSet<>();
        int[] set = new int[Long.SIZE];
        for (int i = 0; i < MANY; i++) {
            long next = versions.next();
            assertThat(seen.add(next)).isTrue();
            for (int bit = 0; bit < Long.SIZE; bit++) {
                set[bit] += (int) (next >>> bit & 1);
            }
        }
        for (int bit = 0; bit < Long.SIZE; bit++) {
            assertThat(set[bit]).as("bit %d", bit).isBetween(MANY * 48 / 100, MANY * 52 / 100);
        }
    }

    @Test
    void twoProcessesBeginElsewhere() {
        assertThat(new Versions.Random().next()).isNotEqualTo(new Versions.Random().next());
    }
}
