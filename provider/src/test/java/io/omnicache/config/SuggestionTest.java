/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
    @ParameterizedTest
    @CsvSource({
        "statistcs,. Did you mean 'statistics'?", "KEY,. Did you mean 'key'?", "kex,. Did you mean 'key'?",
        "loder,. Did you mean 'loader'?", "x,''", "quite another,''"
    })
    void guessesWhatIsNear(String given, String guess) {
        assertThat(Suggestion.didYouMean(given, List.of("key", "statistics", "loader")))
                .isEqualTo(guess);
    }
}
