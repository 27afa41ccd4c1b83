/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

/** What an operation of a cache does if a tier below the heap fails. */
public enum OnFailure {
    /** It does without the tier: what lies there only is a miss, and what is stored comes there when the tier works again. */
    DEGRADE("degrade"),
    /** It throws an exception; the key of a change that failed is removed from everywhere. */
    FAIL("fail");

    private final String label;

    OnFailure(String label) {
        this.label = label;
    }

    /** Returns the word used in files. */
    String label() {
        return label;
    }
}
