/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.tier.Exchange;
import io.omnicache.tier.Expected;
import io.omnicache.tier.Lease;
import io.omnicache.tier.SharedLevel;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import org.jspecify.annotations.Nullable;

/** The store that several processes use, as the steps of this one need it. Thread-safe. */
final class Sharing<K> {
    private final SharedLevel level;
    private final Gate<K> gate;
    private final Clock clock;
    private final WallTime wall;
    private final boolean leases;

    /**
     * Creates it for the steps behind a gate.
     *
     * @param leases whether a step takes the lease of its key first
     */
    Sharing(SharedLevel level, Gate<K> gate, Clock clock, WallTime wall, boolean leases) {
        this.level = level;
        this.gate = gate;
        this.clock = clock;
        this.wall = wall;
        this.leases = leases;
    }

    boolean leases() {
        return leases;
    }

    /** Returns the lease of a key, as {@link SharedLevel#lease}. */
    Lease lease(TierKey key) {
        return level.lease(key);
    }

    /** Takes a lease, as {@link SharedLevel#tryTake}. */
    boolean tryTake(Lease lease) {
        return level.tryTake(lease);
    }

    /** Gives a lease back, as {@link SharedLevel#giveBack}. */
    void giveBack(Lease lease) {
        level.giveBack(lease);
    }

    boolean isClosed() {
        return gate.isClosed();
    }

    /** Changes a key of a step of the generation; null if it is not known what has become of that. */
    @Nullable
    Exchange exchange(
            TierKey key, Expected expected, @Nullable TierRecord next, boolean expired, Generation<K> generation) {
        return gate.open(generation, () -> level.exchange(key, expected, next, expired));
    }

    /** Notes the deadline of a version, and gives it another version; as {@link #exchange} otherwise. */
    @Nullable
    Exchange touch(TierKey key, Expected.Version expected, long version, long deadline, Generation<K> generation) {
        return gate.shared(generation, () -> level.touch(key, expected, version, clock.millis(), wall.of(deadline)));
    }

    /** Returns a mark of a key, as {@link SharedLevel#mark}. */
    long mark(TierKey key) {
        return level.mark(key);
    }

    /** Returns whether no other process has changed anything since a mark was made. */
    boolean isCurrent(long mark) {
        return level.isCurrent(mark);
    }

    /** Returns whether nobody knows what the store has of a key, since it has not done what it was to do. */
    boolean isOutOfStep(TierKey key) {
        return level.isOutOfStep(key);
    }
}
