/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a file or properties say, as a tree that knows where each part was written. Immutable. */
sealed interface Setting {
    /** Returns where this was written. */
    Place place();

    /** Settings by name, in the order in which they were written. */
    record Block(Place place, Map<String, Setting> entries) implements Setting {
        public Block {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** Settings by position; properties may leave gaps, which are refused when the list is read. */
    record Sequence(Place place, SortedMap<Integer, Setting> items) implements Setting {
        public Sequence {
            items = Collections.unmodifiableSortedMap(new TreeMap<>(items));
        }
    }

    /**
     * One value.
     *
     * @param written as it was written, placeholders not resolved
     */
    record Scalar(Place place, String written) implements Setting {}

    /** A name with nothing behind it. */
    record Nothing(Place place) implements Setting {}
}
