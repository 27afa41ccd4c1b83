/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The caches that have a store open: one, or several of the same name in managers of the same URI. Thread-safe. */
public final class Users {
    private final List<TierContext> contexts = new CopyOnWriteArrayList<>();

    /** Creates it without users. */
    public Users() {}

    /** Adds a cache. */
    public void add(TierContext context) {
        contexts.add(context);
    }

    /** Takes a cache out. */
    public void remove(TierContext context) {
        contexts.remove(context);
    }

    /** Runs a deletion if all agree; returns whether it has deleted. */
    public boolean evict(TierKey key, TierContext.Deletion deletion) throws IOException {
        return evict(contexts.iterator(), key, deletion);
    }

    /** Each holds the key for itself while the next one is asked. */
    private static boolean evict(Iterator<TierContext> others, TierKey key, TierContext.Deletion deletion)
            throws IOException {
        if (!others.hasNext()) {
            return deletion.run();
        }
        boolean[] deleted = new boolean[1];
        others.next().evict(key, () -> deleted[0] = evict(others, key, deletion));
        return deleted[0];
    }
}
