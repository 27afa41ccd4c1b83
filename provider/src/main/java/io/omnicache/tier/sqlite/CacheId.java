/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Under which id the rows of a cache stand, and how it comes to it, gets another one, and leaves. Where other processes may change that it is looked for in each
 * transaction. Thread-safe; changed by the writer's thread.
 */
final class CacheId {
    private final Database database;
    private final Registration registration;
    private final Counters counters;
    private final RowChanges changes;

    /** Null if no other process changes these rows. */
    private final @Nullable Common common;

    private volatile long id;

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
                    attach(session);
                    return others.on(session, id, work);
                };
    }

    /** Gives the cache another id, without rows; the rows of the old one go later. */
    Delta renew(Session session) throws SQLException {
        if (common != null) {
            common.changeAll();
        }
        long renewed = registration.renew(session, id, common == null);
        return new Delta(counters, 0, 0, () -> {
            changes.begin(renewed, (renewed << Schema.CACHE_SHIFT) + 1);
            id = renewed;
            counters.set(0, 0);
            database.upkeep().dropped();
        });
    }

    /** Notes how much there is for whoever opens the cache next. */
    Delta leave(Session session) throws SQLException {
        if (common == null) {
            registration.leave(session, id);
        }
        return counters.nothing;
    }

    /** Takes the cache out. */
    Delta delete(Session session) throws SQLException {
        if (common != null) {
            common.changeAll();
            attach(session);
        }
        registration.delete(session, id);
        return new Delta(counters, 0, 0, () -> database.upkeep().dropped());
    }
}
