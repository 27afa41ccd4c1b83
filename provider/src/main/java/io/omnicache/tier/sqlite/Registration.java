/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The row of a cache in the table of caches. While the cache is open that says of its counters that they are not known, so that whoever opens
 * it after a crash counts. Used inside of transactions.
 */
final class Registration {
    /** What the rows of a cache take, as an expression. */
    static final String BYTES = "coalesce(sum(length(key) + length(value) + " + Counters.ROW + "), 0)";

    private static final long UNKNOWN = -1;

    private final String manager;
    private final String name;
    private final Counters counters;

    Registration(CacheName cache, Counters counters) {
        this.manager = CacheName.written(cache.manager());
        this.name = CacheName.written(cache.name());
        this.counters = counters;
    }

    /**
     * Finds the cache or adds it, and sets the counters; returns its id.
     *
     * @param alone whether the counters are kept in memory from now on, and not in the database
     */
    long enter(Session session, boolean alone) throws SQLException {
        long id = find(session);
        if (id <= 0) {
            counters.set(0, 0);
            long added = add(session);
            if (!alone) {
                note(session, added, 0, 0);
            }
            return added;
        }
        boolean counted = isNoted(session, id);
        if (!counted) {
            count(session, id);
        }
        if (alone) {
            note(session, id, UNKNOWN, UNKNOWN);
        } else if (!counted) {
            note(session, id, counters.entries(), counters.bytes());
        }
        return id;
    }

    /** Sets the counters to what the database says; returns false if it does not know. */
    private boolean isNoted(Session session, long id) throws SQLException {
        PreparedStatement known = session.statement("SELECT entries, bytes FROM caches WHERE id = ?");
        known.setLong(1, id);
        try (ResultSet row = known.executeQuery()) {
            if (row.next()) {
                counters.set(row.getLong(1), row.getLong(2));
            }
        }
        return counters.entries() >= 0 && counters.bytes() >= 0;
    }

    /** Returns whether the database says of any cache that it is open. */
    static boolean isAnyOpen(Session session) throws SQLException {
        return session.number("SELECT count(*) FROM caches WHERE entries < 0") > 0;
    }

    /** Returns the id of the cache; 0 if it is not there. */
    long find(Session session) throws SQLException {
        PreparedStatement find = session.statement("SELECT id FROM caches WHERE manager = ? AND name = ?");
        find.setString(1, manager);
        find.setString(2, name);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private long add(Session session) throws SQLException {
        PreparedStatement add = session.statement("INSERT INTO caches (manager, name) VALUES (?, ?)");
        add.setString(1, manager);
        add.setString(2, name);
        add.executeUpdate();
        long id = find(session);
        session.execute("DELETE FROM cache_entries WHERE id >= " + (id << Schema.CACHE_SHIFT) + " AND id < "
                + ((id + 1) << Schema.CACHE_SHIFT)); // there are none, unless the table of ids was damaged
        return id;
    }

    private void count(Session session, long id) throws SQLException {
        PreparedStatement count =
                session.statement("SELECT count(*), " + BYTES + " FROM cache_entries WHERE cache = ?");
        count.setLong(1, id);
        try (ResultSet row = count.executeQuery()) {
            if (row.next()) {
                counters.set(row.getLong(1), row.getLong(2));
            }
        }
    }

    /** Returns the id of the next row of a cache. */
    static long nextRow(Session session, long id) throws SQLException {
        long first = id << Schema.CACHE_SHIFT;
        PreparedStatement last = session.statement("SELECT max(id) FROM cache_entries WHERE id >= ? AND id < ?");
        last.setLong(1, first);
        last.setLong(2, first + (1L << Schema.CACHE_SHIFT));
        try (ResultSet row = last.executeQuery()) {
            return Math.max(first, row.next() ? row.getLong(1) : 0) + 1; // null is read as 0
        }
    }

    private static void note(Session session, long id, long entries, long bytes) throws SQLException {
        PreparedStatement note = session.statement("UPDATE caches SET entries = ?, bytes = ? WHERE id = ?");
        note.setLong(1, entries);
        note.setLong(2, bytes);
        note.setLong(3, id);
        note.executeUpdate();
    }

    /** Gives the cache another id, without rows; returns it. */
    long renew(Session session, long old, boolean alone) throws SQLException {
        delete(session, old);
        long added = add(session);
        if (!alone) {
            note(session, added, 0, 0);
        }
        return added;
    }

    /** Writes the counters. */
    void leave(Session session, long id) throws SQLException {
        note(session, id, counters.entries(), counters.bytes());
    }

    /** Takes the cache out; its rows are to be dropped. */
    void delete(Session session, long id) throws SQLException {
        PreparedStatement drop = session.statement("INSERT INTO dropped (id) VALUES (?)");
        drop.setLong(1, id);
        drop.executeUpdate();
        PreparedStatement delete = session.statement("DELETE FROM caches WHERE id = ?");
        delete.setLong(1, id);
        delete.executeUpdate();
    }
}
