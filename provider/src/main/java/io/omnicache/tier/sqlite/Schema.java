/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.SQLException;
import java.util.List;

/**
 * What a database looks like, and how an older one becomes a present one. A new database takes all steps, so each is run again and again.
 *
 * <p>{@code caches}: the caches by manager and name. {@code id} changes when a cache is cleared; {@code entries} and {@code bytes} count only
 * if the database was closed in order. {@code dropped}: ids whose rows are still to be deleted. {@code cache_entries}: the entries. Small
 * columns stand before the value, so that who does not want it reads no further. An {@code id} is that of the cache, shifted by
 * {@link #CACHE_SHIFT}, and a number: rows are appended, and those of one cache stand together. Thread-safe.
 */
final class Schema {
    /** In the header of each file, as for the tool {@code file}: "Omni". */
    static final int APPLICATION = 0x4f6d_6e69;

    /** How far the id of a cache stands above the numbers of its rows. */
    static final int CACHE_SHIFT = 40;

    private static final List<List<String>> STEPS = List.of(
            List.of(
                    "CREATE TABLE caches (id INTEGER PRIMARY KEY AUTOINCREMENT, manager TEXT NOT NULL, name TEXT NOT NULL,"
                            + " UNIQUE (manager, name))",
                    "CREATE TABLE cache_entries (id INTEGER PRIMARY KEY, cache INTEGER NOT NULL, key BLOB NOT NULL,"
                            + " created INTEGER NOT NULL, accessed INTEGER NOT NULL, expires INTEGER,"
                            + " version INTEGER NOT NULL, crc INTEGER NOT NULL, value BLOB NOT NULL, UNIQUE (cache, key))",
                    "CREATE INDEX ix_accessed ON cache_entries (cache, accessed)",
                    "CREATE INDEX ix_expires ON cache_entries (cache, expires) WHERE expires IS NOT NULL"),
            List.of(
                    "ALTER TABLE caches ADD COLUMN entries INTEGER NOT NULL DEFAULT -1",
                    "ALTER TABLE caches ADD COLUMN bytes INTEGER NOT NULL DEFAULT -1",
                    "CREATE TABLE dropped (id INTEGER PRIMARY KEY)"));

    /** The version that is written. */
    static final int VERSION = STEPS.size();

    private Schema() {}

    /** What a file is. */
    enum Kind {
        /** Nothing is in it yet. */
        EMPTY,
        /** One of ours, of this version or an older one. */
        OURS,
        /** One of ours that a later release has written, or whose header is damaged. */
        UNKNOWN,
        /** A database of somebody else. */
        FOREIGN
    }

    static Kind kind(Session session) throws SQLException {
        long tables = session.number("SELECT count(*) FROM sqlite_master");
        if (tables == 0) {
            return Kind.EMPTY;
        }
        boolean ours =
                session.number("SELECT count(*) FROM sqlite_master WHERE name IN ('caches', 'cache_entries')") > 0;
        boolean signed = session.number("PRAGMA application_id") == APPLICATION;
        if (!ours && !signed) {
            return Kind.FOREIGN;
        }
        long version = session.number("PRAGMA user_version");
        return ours && signed && version > 0 && version <= VERSION ? Kind.OURS : Kind.UNKNOWN;
    }

    /** Brings a database to the present version; returns from which one it came. */
    static int migrate(Session session) throws SQLException {
        return migrate(session, VERSION);
    }

    /** Brings a database to a version. */
    static int migrate(Session session, int to) throws SQLException {
        int from = (int) session.number("PRAGMA user_version");
        if (from < to) {
            session.execute("BEGIN IMMEDIATE");
            for (List<String> step : STEPS.subList(from, to)) {
                for (String each : step) {
                    session.execute(each);
                }
            }
            session.execute("PRAGMA application_id = " + APPLICATION);
            session.execute("PRAGMA user_version = " + to);
            session.execute("COMMIT");
        }
        return from;
    }
}
