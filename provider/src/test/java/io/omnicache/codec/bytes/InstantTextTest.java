/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of instants, beside the JDK's parser. */
class InstantTextTest {
    @Test
    void whatTheJdkWritesIsReadAsTheJdkReadsIt() {
        long seed = Long.getLong("omnicache.test.codec.seed", 1);
        Random random = new Random(seed);
        long from = Instant.parse("-0010-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("+10010-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            int[] steps = {1, 1_000, 1_000_000, 1_000_000_000};
            int nanos = random.nextInt(1_000_000_000) / steps[i % 4] * steps[i % 4];
            Instant instant = Instant.ofEpochSecond(random.nextLong(from, to), nanos);
            assertThat(InstantText.parse(instant.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(instant);
        }
        assertThat(InstantText.parse(Instant.MAX.toString())).isEqualTo(Instant.MAX);
        assertThat(InstantText.parse(Instant.MIN.toString())).isEqualTo(Instant.MIN);
        assertThat(InstantText.parse("2024-02-29T23:59:59.5Z")).isEqualTo(Instant.parse("2024-02-29T23:59:59.5Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-21T22:58:01",
                "2026-11-21 22:58:01Z",
                "2026-13-21T22:58:01Z",
                "2026-02-29T22:58:01Z",
                "2026-11-21T25:58:01Z",
                "2026-11-21T22:60:01Z",
                "2026-11-21T22:58:61Z",
                "2026-11-21T22:58:01.12x4Z",
                "2026-11-21T22:58:01.1234567890Z",
                "2026-11-21T22:58:01x123Z",
                "２026-11-21T22:58:01Z"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
