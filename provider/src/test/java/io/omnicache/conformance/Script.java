/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.List;

/** What an entry processor does. Its result is what it saw, or null. */
record Script(List<Act> acts, boolean returnsNull) {
    /** One thing that it does. */
    record Act(Verb verb, Val value) {
        @Override
        public String toString() {
            return value == null ? verb.toString() : verb + "(" + value.show(false) + ")";
        }
    }

    /** What a processor can do. */
    enum Verb {
        GET,
        EXISTS,
        SET,
        REMOVE,
        SET_NULL,
        THROW_RUNTIME,
        THROW_CACHE,
        THROW_PROCESSOR,
        THROW_ERROR
    }
}
