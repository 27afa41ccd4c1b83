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

/**
 * A tier below the heap.
 *
 * @param kind the name of its kind: {@code file}, {@code sqlite}, or that of a service
 * @param options what is said of it, as text, by the words that its kind knows; immutable
 */
public record TierOptions(String kind, Map<String, String> options) implements Serializable {
    /** How long an operation of the tier may take before it counts as a failure. */
    public static final String TIME_LIMIT = "timeLimit";

    /** The options that each kind of tier has. */
    public static final Set<String> COMMON = Set.of(TIME_LIMIT);

    /** Copies the options. */
    public TierOptions {
        options = Map.copyOf(options);
    }

    /**
     * Returns what is wrong with kind and options, if something is.
     *
     * @param known the options of each kind of tier
     */
    public Optional<String> problem(Map<String, Set<String>> known) {
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

    /** Names the options, without their values: a value may hold a secret. */
    @Override
    public String toString() {
        return kind + new TreeMap<>(options).keySet();
    }
}
