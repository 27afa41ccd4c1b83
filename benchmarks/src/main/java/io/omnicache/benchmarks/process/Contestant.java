/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import io.omnicache.benchmarks.Subject;
import io.omnicache.benchmarks.WrongCallException;

/**
 * A subject, or OmniCache with an eviction strategy, {@code omnicache:NAME}.
 *
 * @param strategy empty for the default
 */
record Contestant(String label, Subject subject, String strategy) {
    private static final String OURS = "omnicache:";

    /**
     * Returns that of a label.
     *
     * @throws WrongCallException if there is no such subject
     */
    static Contestant named(String label) {
        return label.startsWith(OURS)
                ? new Contestant(label, Subject.OMNICACHE, label.substring(OURS.length()))
                : new Contestant(label, Subject.named(label), "");
    }
}
