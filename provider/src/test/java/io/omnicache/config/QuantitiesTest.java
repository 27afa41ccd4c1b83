/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"250ms,MILLISECONDS,250", "30s,SECONDS,30", "10m,MINUTES,10", "2h,HOURS,2", "7d,DAYS,7", "0s,SECONDS,0"
    })
    void durations(String text, TimeUnit unit, long amount) {
        assertThat(Quantities.duration(text)).contains(new Duration(unit, amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10", "10M", "10S", "10 m", "-1m", "1.5h", "m", "", "1h30m", "10us", "9223372036854775807d"})
    void noDurations(String text) {
        assertThat(Quantities.duration(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "500,500", "10k,10000", "2M,2000000", "9223372036854775807,9223372036854775807"})
    void counts(String text, long number) {
        assertThat(Quantities.count(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "10K", "2m", "1G", "1_000", "1,000", "1.5k", "0x10", "9223372036854775808", "64MiB"})
    void noCounts(String text) {
        assertThat(Quantities.count(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1KiB,1024", "64MiB,67108864", "2GiB,2147483648"})
    void bytes(String text, long number) {
        assertThat(Quantities.bytes(text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "64MB", "64mib", "64KB", "9000000000GiB"})
    void noBytes(String text) {
        assertThat(Quantities.bytes(text)).isEmpty();
    }

    @Test
    void aZeroOfTheStandardIsTheStandardsZero() {
        assertThat(Quantities.duration("0ms").orElseThrow().isZero()).isTrue();
    }
}
