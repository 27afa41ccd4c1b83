/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private final Interpolation interpolation = new Interpolation(
            Map.of("SIZE", "10k", "EMPTY", "", "ODD", "${SIZE}", "sys.name", "of the environment")::get,
            Map.of("app.size", "20k")::get);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain|plain",
                "${SIZE}|10k",
                "${SIZE:5}|10k",
                "${NONE:5}|5",
                "${NONE:a:b}|a:b",
                "${NONE:}x|x",
                "${EMPTY:5}x|x",
                "${sys.app.size}|20k",
                "${sys.none:30k}|30k",
                "${NONE:${sys.app.size}}|20k",
                "a${SIZE}b${sys.app.size}c|a10kb20kc",
                "$${SIZE}|${SIZE}",
                "${ODD}|${SIZE}",
                "$5 {x}|$5 {x}",
            })
    void placeholders(String written, String filled) {
        assertThat(interpolation.fill(written)).isEqualTo(filled);
    }

    @Test
    void aNameWithoutValueAndDefaultIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interpolation.fill("x${NONE}"))
                .withMessage("the environment variable 'NONE' is not set and the placeholder has no default");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interpolation.fill("${sys.name}"))
                .withMessage("the system property 'name' is not set and the placeholder has no default");
    }

    @Test
    void aPlaceholderEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> interpolation.fill("${SIZE"))
                .withMessage("the placeholder has no closing brace");
    }
}
