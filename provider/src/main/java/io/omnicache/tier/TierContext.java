/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.IOException;

/** What a tier knows of the cache that it belongs to. Thread-safe. */
public interface TierContext {
    /** Returns the URI of the cache's manager: tiers of different managers have nothing in common. */
    String manager();

    /** Returns the name of the cache: any characters. */
    String cache();

    /** Returns the source of time. */
    Clock clock();

    /**
     * Evicts an entry, unless it is held above this tier, so that it was used since this tier saw it last, or an operation is at work on it:
     * then it is not to be evicted. Never waits. Decodes the key and is not cheap.
     *
     * @param deletion deletes the entry
     * @return whether the deletion was run and has deleted
     * @throws IOException if the deletion does
     */
    boolean evict(TierKey key, Deletion deletion) throws IOException;

    /** How a tier deletes an entry that is to be evicted. */
    @FunctionalInterface
    interface Deletion {
        /** Deletes; returns whether there was something. */
        boolean run() throws IOException;
    }
}
