/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/** When an entry that a read finds in a tier comes into the levels above it. */
public enum Promotion {
    /** At once. */
    FIRST_HIT("first"),
    /** When it is found there a second time within a while, so that what is read once displaces nothing above. */
    SECOND_HIT("second");

    private final String label;

    Promotion(String label) {
        this.label = label;
    }

    /** Returns the word used in files. */
    String label() {
        return label;
    }
}
