/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The keys that a tier is not in step with: their changes failed, or were not tried. Thread-safe.
 *
 * <p>It is kept in memory, for so many keys; if there are more, it is all keys.
 */
final class Journal {
    private final int most;
    private final Set<TierKey> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean everything;

    Journal(int most) {
        this.most = most;
    }

    /** Adds a key; returns whether it was one too many. */
    boolean add(TierKey key) {
        if (!everything && keys.add(key) && keys.size() > most) {
            addEverything();
            return true;
        }
        return false;
    }

    /** Adds keys; returns whether they were too many. */
    boolean addAll(Collection<TierKey> more) {
        boolean tooMany = false;
        for (TierKey key : more) {
            tooMany |= add(key);
        }
        return tooMany;
    }

    /** Adds all keys that there are, and those that nobody knows. */
    void addEverything() {
        everything = true;
        keys.clear();
    }

    /** The tier is in step with a key. */
    void remove(TierKey key) {
        if (!keys.isEmpty()) {
            keys.remove(key);
        }
    }

    /** The tier is empty: from now on keys are noted again. */
    void removeEverything() {
        keys.clear();
        everything = false;
    }

    boolean isEverything() {
        return everything;
    }

    boolean isEmpty() {
        return !everything && keys.isEmpty();
    }

    boolean contains(TierKey key) {
        return everything || (!keys.isEmpty() && keys.contains(key));
    }

    /** Returns the keys as they are now, none if it is all keys. */
    List<TierKey> keys() {
        return List.copyOf(keys);
    }

    int size() {
        return keys.size();
    }
}
