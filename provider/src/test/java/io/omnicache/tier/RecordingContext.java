/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import io.omnicache.ManualClock;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cache as a tier sees it: a test says what it holds above, and reads what it was told. Thread-safe. */
public final class RecordingContext implements TierContext {
    private final String manager;
    private final String cache;
    private final Clock clock;
    private final Set<TierKey> held = ConcurrentHashMap.newKeySet();
    private final List<TierKey> evicted = new CopyOnWriteArrayList<>();

    /** Creates the context of a cache in a manager of tests, with a clock that stands still. */
    public RecordingContext(String cache) {
        this("omnicache:tests", cache, new ManualClock());
    }

    /** Creates the context of a cache. */
    public RecordingContext(String manager, String cache, Clock clock) {
        this.manager = manager;
        this.cache = cache;
        this.clock = clock;
    }

    /** Holds an entry above the tier from now on. */
    public void hold(TierKey key) {
        held.add(key);
    }

    /** Returns the keys that were evicted, in order. */
    public List<TierKey> evictedKeys() {
        return List.copyOf(evicted);
    }

    @Override
    public String manager() {
        return manager;
    }

    @Override
    public String cache() {
        return cache;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public boolean evict(TierKey key, Deletion deletion) throws IOException {
        if (held.contains(key)) {
            return false;
        }
        boolean deleted = deletion.run();
        if (deleted) {
            evicted.add(key);
        }
        return deleted;
    }
}
