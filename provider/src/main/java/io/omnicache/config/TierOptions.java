/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tier below the heap.
 *
 * @param kind the name of its kind: {@code file}, {@code sqlite}, or that of a service
 * @param options what is said of it, as text, by the words that its kind knows; immutable
 * @param fallback what is used where a library that the kind needs is missing; null: then the cache cannot be made
 */
public record TierOptions(
        String kind, Map<String, String> options, @Nullable TierOptions fallback) implements Serializable {
    /** The word for the tier that is used where a library is missing. */
    public static final String FALLBACK = "fallback";

    /** As a fallback: the cache does without the tier. */
    public static final TierOptions NONE = new TierOptions("none", Map.of());

    /** How long an operation of the tier may take before it counts as a failure. */
    public static final String TIME_LIMIT = "timeLimit";

    /** The options that each kind of tier has. */
    public static final Set<String> COMMON = Set.of(TIME_LIMIT);

    /** Copies the options. */
    public TierOptions {
        options = Map.copyOf(options);
    }

    /** Creates one without a fallback. */
    public TierOptions(String kind, Map<String, String> options) {
        this(kind, options, null);
    }

    /**
     * Returns this tier with what is used where a library that it needs is missing.
     *
     * @param other another kind of tier, or {@link #NONE}
     */
    public TierOptions withFallback(TierOptions other) {
        return new TierOptions(kind, options, other);
    }

    /**
     * Returns what is wrong with kind and options, if something is.
     *
     * @param known the options of each kind of tier
     */
    public Optional<String> problem(Map<String, Set<String>> known) {
        return ownProblem(known)
                .or(() -> fallback == null || fallback.equals(NONE)
                        ? Optional.empty()
                        : fallback.problem(known).map(problem -> FALLBACK + ": " + problem));
    }

    private Optional<String> ownProblem(Map<String, Set<String>> known) {
        Set<String> allowed = known.get(kind);
        if (allowed == null) {
            TreeSet<String> kinds = new TreeSet<>(known.keySet());
            kinds.add(TiersReader.HEAP);
            return Optional.of("there is no tier '" + kind + "', allowed are " + Words.list(kinds)
                    + Suggestion.didYouMean(kind, kinds));
        }
        TreeSet<String> all = new TreeSet<>(allowed);
        all.addAll(COMMON);
        return options.keySet().stream()
                .filter(option -> !all.contains(option))
                .sorted()
                .findFirst()
                .map(option -> "the tier '" + kind + "' has no option '" + option + "', allowed are " + Words.list(all)
                        + Suggestion.didYouMean(option, all));
    }

    /** Returns an option that is a count; empty if it is not stated, or is none. */
    public OptionalLong count(String option) {
        String written = options.get(option);
        return written == null
                ? OptionalLong.empty()
                : Quantities.count(written).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Returns the exception that says what is wrong with the tier of a cache. */
    public ConfigurationException wrong(String cache, String message) {
        return new ConfigurationException("Cache '" + cache + "', tier '" + kind + "': " + message);
    }

    /** Names kinds and options, without their values: a value may hold a secret. */
    @Override
    public String toString() {
        return kind + new TreeMap<>(options).keySet() + (fallback == null ? "" : " or " + fallback);
    }
}
