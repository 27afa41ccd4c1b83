/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Weigher;
import java.io.Serializable;
import java.util.Objects;
import javax.cache.configuration.Factory;

/** How much the heap may hold. */
public sealed interface Bound extends Serializable {
    /** No bound: entries stay until they expire or are removed. */
    record Unbounded() implements Bound {}

    /**
     * At most so many entries.
     *
     * @param maximum one or more
     */
    record Entries(long maximum) implements Bound {
        public Entries {
            requirePositive("entries", maximum);
        }
    }

    /**
     * At most so much weight.
     *
     * @param maximum one or more
     * @param weigher makes the weigher when the cache is created
     */
    record Weight(long maximum, Factory<? extends Weigher<?, ?>> weigher) implements Bound {
        public Weight {
            requirePositive("weight", maximum);
            Objects.requireNonNull(weigher, "heap.weigher");
        }
    }

    private static void requirePositive(String unit, long maximum) {
        if (maximum < 1) {
            throw new IllegalArgumentException("heap." + unit + " must be 1 or more, was " + maximum);
        }
    }
}
