/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.ArrayList;
import java.util.List;

/** The generations of an engine's entries that {@code clear} has put aside; nothing else of a clear can be counted. */
public final class Cleared {
    private final Engine<?, ?> engine;
    private final List<Generation<?>> before = new ArrayList<>();

    /** Watches the engine of a cache that has no tiers. */
    public Cleared(Engine<?, ?> engine) {
        this.engine = engine;
    }

    /** Clears, while nobody else does so through this, and keeps what was in use. */
    public synchronized void by(Runnable clear) {
        before.add(engine.generation());
        clear.run();
    }

    /** Returns how many live entries were forgotten; to be asked while no operation runs: one that had begun before a clear may end after it. */
    public synchronized long entries() {
        long entries = 0;
        for (Generation<?> generation : before) {
            entries += generation.size();
        }
        return entries;
    }
}
