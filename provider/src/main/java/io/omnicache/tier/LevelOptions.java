/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.config.OnFailure;
import io.omnicache.config.Quantities;
import io.omnicache.config.TierOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for a tier whatever its kind.
 *
 * @param onFailure what an operation does if the tier fails
 * @param timeLimit an operation of the tier that takes longer counts as a failure; it is not cut off
 */
record LevelOptions(OnFailure onFailure, Duration timeLimit) {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(5);

    /** Reads them; throws {@link io.omnicache.config.ConfigurationException} if one has a value that is not allowed. */
    static LevelOptions of(String cache, TierOptions tier, OnFailure onFailure) {
        return new LevelOptions(onFailure, timeLimit(cache, tier));
    }

    /** Returns the options that are the tier's own. */
    static Map<String, String> own(TierOptions tier) {
        Map<String, String> own = new HashMap<>(tier.options());
        own.keySet().removeAll(TierOptions.COMMON);
        return Map.copyOf(own);
    }

    /** Returns what is wrong with the options that each kind of tier has; empty if nothing is. */
    static Optional<String> problem(TierOptions tier) {
        String text = tier.options().get(TierOptions.TIME_LIMIT);
        return text == null || limit(text).isPresent()
                ? Optional.empty()
                : Optional.of("option 'timeLimit': was '" + text
                        + "', allowed is a time of more than zero such as 500ms or 5s");
    }

    private static Duration timeLimit(String cache, TierOptions tier) {
        problem(tier).ifPresent(problem -> {
            throw tier.wrong(cache, problem);
        });
        String text = tier.options().get(TierOptions.TIME_LIMIT);
        return text == null ? DEFAULT_LIMIT : limit(text).orElse(DEFAULT_LIMIT);
    }

    private static Optional<Duration> limit(String text) {
        return Quantities.time(text).filter(limit -> !limit.isZero());
    }
}
