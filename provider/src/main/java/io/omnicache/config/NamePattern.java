/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Comparator;

/**
 * The name of a template: {@code *} stands for any characters, also none, dots included; everything else for itself.
 *
 * @param text as it was written
 */
record NamePattern(String text) {
    /**
     * The most specific first: names without wildcards, then more literal characters, then fewer wildcards. What compares
     * as equal keeps the order in which it was written.
     */
    static final Comparator<NamePattern> MOST_SPECIFIC_FIRST = Comparator.comparingInt(
                    (NamePattern pattern) -> pattern.wildcards() > 0 ? 1 : 0)
            .thenComparing(Comparator.comparingLong(NamePattern::literals).reversed())
            .thenComparingLong(NamePattern::wildcards);

    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        /* Each * first stands for nothing; where the rest then fails, the last * takes one more character. */
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                resume = in;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++resume;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(c -> c == '*');
    }

    private long wildcards() {
        return text.chars().filter(c -> c == '*').count();
    }

    private long literals() {
        return text.length() - wildcards();
    }
}
