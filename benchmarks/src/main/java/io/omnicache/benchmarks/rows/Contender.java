/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.Subject;
import io.omnicache.benchmarks.WrongCallException;

/**
 * A subject, or OmniCache with one thing else.
 *
 * @param strategy the eviction strategy, empty for the default
 * @param copier the copier, empty for the default
 */
record Contender(String label, Subject subject, String strategy, String copier) {
    private static final String STRATEGY = "omnicache:strategy=";
    private static final String COPIER = "omnicache:copier=";

    static final Contender LIMIT = named(Subject.MAP.label());

    /**
     * Returns the contender of a label.
     *
     * @throws WrongCallException if there is no such subject
     */
    static Contender named(String label) {
        if (label.startsWith(STRATEGY)) {
            return new Contender(label, Subject.OMNICACHE, label.substring(STRATEGY.length()), "");
        }
        if (label.startsWith(COPIER)) {
            return new Contender(label, Subject.OMNICACHE, "", label.substring(COPIER.length()));
        }
        return new Contender(label, Subject.named(label), "", "");
    }
}
