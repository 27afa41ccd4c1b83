/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which of the known words somebody meant. Thread-safe. */
public final class Suggestion {
    private static final int MAX_TYPING_ERRORS = 2;

    private Suggestion() {}

    /**
     * Returns the known word that is nearest to the given one, the first in order where several are; none if more than two
     * letters, or half of them, differ. Case does not count.
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        return known.stream()
                .filter(candidate -> errors(given, candidate) <= allowed(given, candidate))
                .min(Comparator.<String>comparingInt(candidate -> errors(given, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Returns the end of a message: {@code ". Did you mean 'x'?"} or nothing. */
    public static String didYouMean(String given, Collection<String> known) {
        return nearest(given, known)
                .map(word -> ". Did you mean '" + word + "'?")
                .orElse("");
    }

    private static int allowed(String a, String b) {
        return Math.min(MAX_TYPING_ERRORS, Math.max(a.length(), b.length()) / 2);
    }

    /* Levenshtein's: insertions, deletions and substitutions, row by row. */
    private static int errors(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
