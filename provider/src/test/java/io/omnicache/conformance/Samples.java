/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.ArrayList;
import java.util.List;

/** Every value that passed between the cache and the user's code since the last step. Thread-safe. */
final class Samples {
    private final boolean byValue;
    private final List<Sample> seen = new ArrayList<>();

    Samples(boolean byValue) {
        this.byValue = byValue;
    }

    synchronized Sample make(Val val) {
        Sample sample = new Sample(val);
        seen.add(sample);
        return sample;
    }

    synchronized String show(Sample sample) {
        if (sample == null) {
            return "null";
        }
        seen.add(sample);
        return sample.show(byValue);
    }

    /** By value nothing that the user holds may be the cache's own: spoils it all. */
    synchronized void endStep() {
        if (byValue) {
            seen.forEach(Sample::scribble);
        }
        seen.clear();
    }
}
