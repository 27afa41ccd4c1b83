/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words that a block takes.
 *
 * @param known those that mean something
 * @param later those that are reserved for releases to come
 */
record Words(List<String> known, Set<String> later) {
    static Words of(String... known) {
        return new Words(List.of(known), Set.of());
    }

    Words later(String... words) {
        return new Words(known, Set.of(words));
    }

    /** Returns the entries of the block, having refused words that it does not take. */
    Map<String, Cursor> in(Cursor block) {
        Map<String, Cursor> entries = block.entries("a block with the options " + list(known));
        entries.forEach((word, entry) -> {
            if (later.contains(word)) {
                throw entry.wrong("'" + word + "' is not available in this version of OmniCache");
            }
            if (!known.contains(word)) {
                throw entry.wrong("unknown option, allowed are " + list(known) + Suggestion.didYouMean(word, known)
                        + hint(entry));
            }
        });
        return new TreeMap<>(entries);
    }

    /** Returns the entries of a block that takes exactly one word of several. */
    Map.Entry<String, Cursor> oneIn(Cursor block) {
        Map<String, Cursor> entries = in(block);
        if (entries.size() != 1) {
            throw block.wrong((entries.isEmpty() ? "nothing was given" : "was " + list(entries.keySet()) + " together")
                    + ", allowed is exactly one of " + list(known));
        }
        return entries.entrySet().iterator().next();
    }

    /** A name with dots that is not in brackets is taken for a short name and an option. */
    private static String hint(Cursor entry) {
        boolean ofProperty = entry.place().line() == 0
                && !entry.path().contains(".")
                && !entry.subject().isEmpty();
        return ofProperty ? ". A name with dots goes in brackets, such as caches[com.acme.User]" : "";
    }

    static String list(Collection<String> words) {
        return String.join(", ", words);
    }
}
