/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.tier.TierRecord;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the records that the tiers keep of entries. Thread-safe. */
final class Records {
    /** Versions begin with the wall time, so that they go on rising after a restart. */
    private static final int VERSIONS_PER_MILLI_BITS = 20;

    private final Clock clock;
    private final WallTime wall;
    private final AtomicLong versions;

    Records(Clock clock, WallTime wall) {
        this.clock = clock;
        this.wall = wall;
        this.versions = new AtomicLong(clock.millis() << VERSIONS_PER_MILLI_BITS);
    }

    /** Returns what is to be written for an entry, with a version of its own; the deadline is monotonic. */
    TierRecord record(byte[] value, long deadline) {
        long now = clock.millis();
        return new TierRecord(value, versions.incrementAndGet(), now, now, wall.of(deadline));
    }
}
