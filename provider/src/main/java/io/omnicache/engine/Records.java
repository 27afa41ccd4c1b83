/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.tier.TierRecord;

/** Makes the records that the tiers keep of entries. Thread-safe. */
final class Records {
    private final Clock clock;
    private final WallTime wall;
    private final Versions versions;

    Records(Clock clock, WallTime wall, Versions versions) {
        this.clock = clock;
        this.wall = wall;
        this.versions = versions;
    }

    /** Returns a version for a record that stays as it is otherwise. */
    long nextVersion() {
        return versions.next();
    }

    /** Returns what is to be written for an entry, with a version of its own; the deadline is monotonic. */
    TierRecord record(byte[] value, long deadline) {
        long now = clock.millis();
        return new TierRecord(value, versions.next(), now, now, wall.of(deadline));
    }
}
