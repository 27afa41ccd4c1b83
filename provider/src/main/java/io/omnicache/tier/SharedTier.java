/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A tier that several processes use at the same time. It decides what only it can decide: whether a key still has what was read, and whether a copy of that
 * still is as good as what it has itself.
 *
 * <p>It does not repeat a change that was in conflict, does not keep copies, and knows nothing of the processes that use it.
 *
 * <p>A version never comes back: each record has one of its own, which the cache makes at random. {@link #write} and {@link #delete} change a key whatever it
 * has.
 *
 * <p>Thread-safe; {@link #clear} may come while other processes read and change.
 */
public interface SharedTier extends Tier {
    /** The mark under which nothing may be kept. */
    long NO_MARK = 0;

    /**
     * Stores a record, or removes what is there, if that still is what is expected: in one step, for all processes.
     *
     * @param next null to remove
     */
    Exchange exchange(TierKey key, Expected expected, @Nullable TierRecord next) throws IOException;

    /**
     * Notes that an entry was used, and its new deadline, if it still has the version that is expected. It gets another one: who has read the old deadline
     * must not decide by it.
     *
     * @param version the new one
     * @param accessed wall time in milliseconds
     * @param deadline wall time in milliseconds, {@link TierRecord#NEVER} if it does not expire
     */
    Exchange touch(TierKey key, Expected.Version expected, long version, long accessed, long deadline)
            throws IOException;

    /**
     * Returns the lease of a key, which is still to be taken; reads nothing from the store.
     *
     * @throws IOException if this process has lost what keeps it and the others apart, so that a lease would mean nothing
     */
    Lease lease(TierKey key) throws IOException;

    /**
     * Returns a mark of a key. What a read returns that began after that is what a read would return, as long as the mark {@linkplain #isCurrent is
     * current}. Reads nothing from the store.
     *
     * @return {@link #NO_MARK} if that cannot be promised
     */
    long mark(TierKey key);

    /** Returns whether nothing has changed since a mark was made; false for {@link #NO_MARK}. Takes no more than a look at the memory. */
    boolean isCurrent(long mark);
}
