/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LoaderRetryTest {
    @Test
    void delayDoublesUpToItsLimit() {
        LoaderRetry retry = new LoaderRetry(9, Duration.ofMillis(100), Duration.ofSeconds(1));
        assertThat(retry.delayAfter(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(retry.delayAfter(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(retry.delayAfter(4)).isEqualTo(Duration.ofMillis(800));
        assertThat(retry.delayAfter(5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(retry.delayAfter(1_000_000)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void noDelayStaysNone() {
        LoaderRetry retry = new LoaderRetry(5, Duration.ZERO, Duration.ofSeconds(1));
        assertThat(retry.delayAfter(4)).isZero();
        assertThat(LoaderRetry.NONE.attempts()).isOne();
        assertThat(LoaderRetry.NONE.delayAfter(1)).isZero();
    }

    @Test
    void longestDelayDoesNotOverflow() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(new LoaderRetry(99, Duration.ofDays(1), longest).delayAfter(98))
                .isEqualTo(longest);
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> new LoaderRetry(0, Duration.ZERO, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loaderRetry.attempts must be 1 or more, was 0");
        assertThatThrownBy(() -> new LoaderRetry(1, Duration.ofMillis(-1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loaderRetry needs 0 <= firstDelay <= longestDelay, was firstDelay=PT-0.001S"
                        + " longestDelay=PT0S");
        assertThatThrownBy(() -> new LoaderRetry(1, Duration.ofMillis(2), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loaderRetry needs 0 <= firstDelay <= longestDelay, was firstDelay=PT0.002S"
                        + " longestDelay=PT0.001S");
        assertThatThrownBy(() -> new LoaderRetry(1, null, Duration.ZERO))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("loaderRetry.firstDelay");
        assertThatThrownBy(() -> new LoaderRetry(1, Duration.ZERO, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("loaderRetry.longestDelay");
    }
}
