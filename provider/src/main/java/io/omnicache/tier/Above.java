/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The heap above a stack of tiers, as these see it. Thread-safe. */
public interface Above {
    /** Brings a tier up to date. */
    @FunctionalInterface
    interface Update {
        /**
         * Does it.
         *
         * @param held what the heap has under the key, null if it has nothing
         */
        void run(@Nullable TierRecord held);
    }

    /**
     * Runs a deletion while nobody else is at work on the entry, unless the heap holds it; never waits.
     *
     * @param leaves whether the entry leaves the cache by it
     * @return whether the deletion was run and has deleted
     */
    boolean evict(TierKey key, Deletion deletion, boolean leaves) throws IOException;

    /**
     * Runs an update while nobody else is at work on the entry; never waits. Runs user code.
     *
     * @return whether it was run, or there is no need to, since all was cleared meanwhile
     */
    boolean update(TierKey key, Update update);

    /** Runs something while nobody uses the tiers, if that is so just now; returns whether it was run. */
    boolean alone(Runnable action);

    /** Returns the keys that the heap holds, weakly consistent. Runs user code. */
    Iterator<TierKey> keys();

    /** Returns how many entries the heap holds. */
    long size();
}
