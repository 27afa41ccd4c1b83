/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.tier.TierContext.Deletion;
import java.io.IOException;
import java.util.List;

/** Evicts from a tier what no tier above it holds: what is used there would look unused below. Thread-safe. */
final class LevelEvictions {
    private final List<TierLevel> levels;

    LevelEvictions(List<TierLevel> levels) {
        this.levels = levels;
    }

    /** Runs a deletion at a level, unless a tier above has the key; returns whether the entry has gone. */
    boolean unlessAbove(int level, TierKey key, Deletion deletion) throws IOException {
        return !isAbove(level, key) && deletion.run() && forgetAbove(level, key);
    }

    private boolean isAbove(int level, TierKey key) {
        for (int i = 0; i < level; i++) {
            TierLevel higher = levels.get(i);
            if (higher.isInUse() && higher.ask("reading", key, false, tier -> tier.contains(key))) {
                return true;
            }
        }
        return false;
    }

    /** A tier that is not used may have what was evicted below it. */
    private boolean forgetAbove(int level, TierKey key) {
        levels.get(level).counts().evicted();
        levels.stream().limit(level).filter(higher -> !higher.isInUse()).forEach(higher -> higher.note(List.of(key)));
        return true;
    }
}
