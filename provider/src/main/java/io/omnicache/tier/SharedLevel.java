/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lowest level of a stack, if several processes use it: what its steps ask of it beyond what every tier does. It fails as the others do. Thread-safe.
 */
public final class SharedLevel {
    private final TierLevel level;
    private final SharedTier tier;

    SharedLevel(TierLevel level, SharedTier tier) {
        this.level = level;
        this.tier = tier;
    }

    /**
     * Changes a key that the caller holds in this process.
     *
     * @param next null to remove
     * @param expired whether it is removed since it has expired
     * @return null if the tier has failed, or is not used: then it is not known what the key has
     * @throws TierException if the tier has failed, and is to fail its operations
     */
    public @Nullable Exchange exchange(TierKey key, Expected expected, @Nullable TierRecord next, boolean expired) {
        Exchange answer = change(ChangeKind.EXCHANGE, key, () -> tier.exchange(key, expected, next));
        if (answer instanceof Exchange.Done) {
            ChangeKind removal = expired ? ChangeKind.EXPIRE : ChangeKind.DELETE;
            level.counts().changed(next == null ? removal : ChangeKind.WRITE, 1);
            level.journal().remove(key);
        }
        return answer;
    }

    /** Notes a use and a new deadline of a version, which becomes another; as {@link #exchange} otherwise. */
    public @Nullable Exchange touch(
            TierKey key, Expected.Version expected, long version, long accessed, long deadline) {
        return change(ChangeKind.TOUCH, key, () -> tier.touch(key, expected, version, accessed, deadline));
    }

    /** A change that says what has become of it. */
    private interface Asked {
        Exchange run() throws IOException;
    }

    private @Nullable Exchange change(ChangeKind kind, TierKey key, Asked asked) {
        @Nullable Exchange[] answer = {null};
        level.change(kind, List.of(key), all -> answer[0] = asked.run());
        return answer[0];
    }

    /**
     * Returns the lease of a key, as {@link SharedTier#lease}.
     *
     * @throws TierException if leases mean nothing any more
     */
    public Lease lease(TierKey key) {
        try {
            return tier.lease(key);
        } catch (IOException e) {
            throw level.exception("leasing", e);
        }
    }

    /**
     * Takes a lease, as {@link Lease#tryTake}, also from a tier that is not used since it has failed: the others may use it. If leases themselves fail, there is nothing to wait for.
     */
    public boolean tryTake(Lease lease) {
        try {
            return lease.tryTake();
        } catch (IOException e) {
            level.breaker().failed(LevelFailures.reason("leasing", e));
            return true;
        }
    }

    /** Gives a lease back, as {@link Lease#giveBack}; what has been done under it stands, whatever comes of this. */
    public void giveBack(Lease lease) {
        try {
            lease.giveBack();
        } catch (IOException e) {
            level.breaker().failed(LevelFailures.reason("giving a lease back", e));
        }
    }

    /** Returns whether the tier has not done what it was to do for a key, so that nobody knows what it has. */
    public boolean isOutOfStep(TierKey key) {
        return level.journal().contains(key);
    }

    /** Returns a mark of a key, as {@link SharedTier#mark}. */
    public long mark(TierKey key) {
        return level.isInUse() && !level.journal().contains(key) ? tier.mark(key) : SharedTier.NO_MARK;
    }

    /** Returns whether nothing has changed since a mark was made, as {@link SharedTier#isCurrent}. */
    public boolean isCurrent(long mark) {
        return tier.isCurrent(mark);
    }
}
