/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Under which id the rows of a cache stand, and how it comes to it, gets another one, and leaves. Where other processes may change that it is looked for in each
 * transaction before which others have committed, or one has failed. Thread-safe; changed by the writer's thread.
 */
final class CacheId {
    private final Database database;
    private final Registration registration;
    private final Counters counters;
    private final RowChanges changes;

    /** Null if no other process changes these rows. */
    private final @Nullable Common common;

    private volatile long id;

    /* What others have not changed since is found once: by which session, in which of its versions. For the writer's thread. */
    private @Nullable Session foundBy;
    private long foundIn;

    /** Whether the cache was closed here, or taken out: someone may have it open anew, who looks for it by another object. */
    private boolean ended;

    CacheId(Database database, CacheName name, Counters counters, RowChanges changes, @Nullable Common common) {
        this.database = database;
        this.registration = new Registration(name, counters);
        this.counters = counters;
        this.changes = changes;
        this.common = common;
    }

    /** Finds the cache in the database, or adds it; inside of a transaction, by the writer's thread. */
    void attach(Session session) throws SQLException {
        long present = registration.enter(session, common == null);
        changes.begin(present, Registration.nextRow(session, present));
        id = present;
        foundBy = session;
        foundIn = session.version();
    }

    private boolean isFound(Session session) throws SQLException {
        return foundBy == session && foundIn == session.version();
    }

    /** Returns the id as it was last known here. */
    long known() {
        return id;
    }

    /** Returns the id for a reading. */
    long find(Session session) throws SQLException {
        return database.isReadOnly() || common != null ? registration.find(session) : id;
    }

    /** Returns a change of the rows that finds them first, if it has to. */
    Ticket.Work under(Ticket.Work work) {
        Common others = common;
        return others == null
                ? work
                : session -> {
                    if (ended) {
                        session.doubt(); // a change that has come late: who has it open anew is to look again
                    }
                    if (ended || !isFound(session)) {
                        attach(session);
                    }
                    return others.on(session, id, work);
                };
    }

    /** Gives the cache another id, without rows; the rows of the old one go later. */
    Delta renew(Session session) throws SQLException {
        if (common != null) {
            common.changeAll();
        }
        long renewed = registration.renew(session, id, common == null);
        foundBy = null;
        return new Delta(counters, 0, 0, () -> {
            // Else a later change of the same transaction has found it, and has gone on from there.
            if (foundBy == null) {
                changes.begin(renewed, (renewed << Schema.CACHE_SHIFT) + 1);
                id = renewed;
                counters.set(0, 0);
            }
            database.upkeep().dropped();
        });
    }

    /** Notes how much there is for whoever opens the cache next. */
    Delta leave(Session session) throws SQLException {
        if (common == null) {
            registration.leave(session, id);
        }
        ended = true;
        return counters.nothing;
    }

    /** Takes the cache out. */
    Delta delete(Session session) throws SQLException {
        if (common != null) {
            common.changeAll();
            attach(session);
        }
        registration.delete(session, id);
        foundBy = null;
        ended = true;
        return new Delta(counters, 0, 0, () -> database.upkeep().dropped());
    }
}
