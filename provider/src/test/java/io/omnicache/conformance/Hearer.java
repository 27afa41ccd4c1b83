/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.Set;
import javax.cache.event.EventType;

/** A listener of a program and how it is registered. */
record Hearer(int id, Set<EventType> types, boolean oldValueRequired, boolean synchronous, Filter filter) {
    /** What passes before the listener. */
    enum Filter {
        NONE,
        EVEN_KEYS,
        NOTHING
    }

    boolean passes(String key) {
        return switch (filter) {
            case NONE -> true;
            case EVEN_KEYS -> (key.charAt(1) - '0') % 2 == 0;
            case NOTHING -> false;
        };
    }
}
