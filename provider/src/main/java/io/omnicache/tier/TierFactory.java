/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Opens the tiers of one kind; found by {@link java.util.ServiceLoader} and by its name in {@code tiers:}.
 *
 * <p>It does not keep the tiers that it has opened, and has no state of its own but what tiers of one process share. Thread-safe.
 */
public interface TierFactory {
    /** Returns the name of this kind, as in {@code tiers: [ { heap: {} }, { NAME: {} } ]}. */
    String name();

    /** Returns the names of the options that it knows; others are refused before {@link #open} is called. */
    Set<String> options();

    /**
     * Returns what is wrong with the values of options, in the words of {@link #open}; empty if nothing is. Opens nothing. A configuration file is checked by it as it
     * is read. By default it is empty: then a wrong value is found when the cache is made.
     *
     * @param options what the configuration says, as for {@link #open}
     */
    default Optional<String> problem(Map<String, String> options) {
        return Optional.empty();
    }

    /**
     * Returns why tiers of this kind cannot be opened here: a library that they need is missing, or does not run on this machine. The text says
     * what to add. Empty, as by default, if they can be. Where it is not, the configured {@code fallback:} is used.
     */
    default Optional<String> unavailable() {
        return Optional.empty();
    }

    /**
     * Returns the caches of which a place has stored entries, in any order; nothing is changed there.
     *
     * @param options what the configuration says, as for {@link #open}
     * @throws IllegalArgumentException as {@link #open}
     * @throws IOException if it cannot be read
     * @throws UnsupportedOperationException if this kind of tier cannot tell, as by default
     */
    default List<StoredCache> stored(Map<String, String> options) throws IOException {
        throw new UnsupportedOperationException(
                "the tier '" + name() + "' does not list the caches that it has stored");
    }

    /**
     * Opens a tier, or creates it.
     *
     * @param options what the configuration says, by {@link #options()}, as text: {@code 50k}, {@code 64MiB}, a path
     * @throws IllegalArgumentException if an option has a value that is not allowed; the message says which, and what is
     * @throws IOException if it cannot be opened
     */
    Tier open(TierContext context, Map<String, String> options) throws IOException;

    /**
     * Deletes all that is stored of a cache that is not open; does nothing if nothing is. By default it opens the tier and destroys it.
     *
     * @param options what the configuration says, as for {@link #open}
     * @throws IllegalArgumentException as {@link #open}
     * @throws IOException if it cannot be deleted, or is in use
     */
    default void destroy(TierContext context, Map<String, String> options) throws IOException {
        open(context, options).destroy();
    }
}
