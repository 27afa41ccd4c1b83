/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.config.TierOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is wrong with the options of tiers, as far as that is seen without opening them. */
final class TierChecks {
    private TierChecks() {}

    /** A tier with an option that is not allowed where it stands. */
    record Wrong(TierOptions tier, String problem) {
        private String text() {
            return "tier '" + tier.kind() + "': " + problem;
        }
    }

    /** Returns what is wrong; empty if nothing is. The names of kinds and options are known. */
    static Optional<String> problem(OptionalLong heap, List<TierOptions> tiers, ClassLoader loader) {
        return tiers.stream()
                .flatMap(tier -> wrong(tier, loader).stream())
                .findFirst()
                .or(() -> tooSmall(heap, tiers))
                .map(Wrong::text);
    }

    private static Optional<Wrong> wrong(TierOptions tier, ClassLoader loader) {
        TierOptions instead = tier.fallback();
        return LevelOptions.problem(tier)
                .or(() -> TierFactories.named(tier.kind(), tier, loader).problem(LevelOptions.own(tier)))
                .map(problem -> new Wrong(tier, problem))
                .or(() -> instead == null || instead.equals(TierOptions.NONE)
                        ? Optional.empty()
                        : wrong(instead, loader));
    }

    /** Returns the first tier that may hold fewer entries than the level above it. */
    static Optional<Wrong> tooSmall(OptionalLong heap, List<TierOptions> tiers) {
        OptionalLong above = heap;
        for (TierOptions tier : tiers) {
            OptionalLong entries = tier.count("entries");
            if (entries.isPresent() && above.isPresent() && entries.getAsLong() < above.getAsLong()) {
                return Optional.of(new Wrong(
                        tier,
                        "option 'entries': was '" + entries.getAsLong()
                                + "', allowed is at least what the level above it may hold, " + above.getAsLong()
                                + ": each level holds what those above it hold"));
            }
            above = entries.isPresent() ? entries : above;
        }
        return Optional.empty();
    }
}
