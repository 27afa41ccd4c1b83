/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/** What happens to a cache without a bound when the heap stays nearly full. A cache with a bound is left alone in any case. */
public enum Guard {
    /** It is given a bound: entries leave, as its strategy says. */
    WATCHED("watched"),
    /** Nothing: its entries are never given up. */
    EXEMPT("exempt");

    private final String label;

    Guard(String label) {
        this.label = label;
    }

    /** Returns the word used in files. */
    String label() {
        return label;
    }
}
