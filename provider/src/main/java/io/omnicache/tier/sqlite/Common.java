/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Lease;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What the rows of a cache need in each transaction, if other processes change them, too: how much there is after it, and which marks a change moves. For the
 * writer's thread.
 */
final class Common {
    private final Turn turn;
    private final long owner;
    private final Counters counters;

    Common(Turn turn, CacheName name, Counters counters) {
        this.turn = turn;
        this.owner = name.mark();
        this.counters = counters;
    }

    /** Runs a change of rows that were found in this transaction, and notes in the database how much there is after it. */
    Delta on(Session session, long cache, Ticket.Work work) throws SQLException {
        Delta delta = work.on(session);
        long entries = counters.entries() + delta.entries();
        long bytes = counters.bytes() + delta.bytes();
        if (delta.entries() != 0 || delta.bytes() != 0) {
            PreparedStatement note = session.statement("UPDATE caches SET entries = ?, bytes = ? WHERE id = ?");
            note.setLong(1, entries);
            note.setLong(2, bytes);
            note.setLong(3, cache);
            note.executeUpdate();
            counters.set(entries, bytes); // for the next change; if this transaction fails, that one asks again
        }
        return new Delta(counters, 0, 0, delta.committed());
    }

    /** Returns the number of the cache, {@link CacheName#mark}. */
    long owner() {
        return owner;
    }

    /** Says that a key is about to be changed; returns its mark after that. */
    long change(TierKey key) {
        return turn.change(Marks.stripe(owner, key));
    }

    void changeAll() {
        turn.changeAll();
    }

    /** Returns the mark of what this transaction sees of a key. */
    long seen(TierKey key) {
        return turn.seen(Marks.stripe(owner, key));
    }

    private record LeasedKey(long owner, TierKey key) {}

    /** Returns the lease of a key. Thread-safe. */
    Lease lease(TierKey key) throws IOException {
        return turn.lease(Marks.mixed(owner, key), new LeasedKey(owner, key));
    }

    /** Returns the mark of a key. Thread-safe. */
    long mark(TierKey key) {
        return turn.marks().mark(Marks.stripe(owner, key));
    }

    /** Returns whether a mark is current. Thread-safe. */
    boolean isCurrent(long mark) {
        return turn.marks().isCurrent(mark);
    }
}
