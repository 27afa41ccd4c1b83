/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Hit rates of one subject.
 *
 * @param published whether others have measured them
 * @param rates in percent; of some cases there may be none
 */
record Column(String name, boolean published, Map<Case, Double> rates) {
    /** Published ones are marked. */
    String label() {
        return published ? name + "*" : name;
    }

    /** Returns the mean over cases, nothing unless it has a rate for each of them. */
    OptionalDouble mean(Collection<Case> cases) {
        return rates.keySet().containsAll(cases)
                ? cases.stream().mapToDouble(rates::get).average()
                : OptionalDouble.empty();
    }
}
