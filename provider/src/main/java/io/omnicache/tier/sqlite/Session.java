/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A connection and the statements prepared on it. Once something has failed on it, it is closed, and not used again. Used by one thread. */
final class Session implements AutoCloseable {
    private static final long NOTHING = -1;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long seen = NOTHING;
    private long held = NOTHING;
    private long doubts;

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Returns a statement, prepared at its first use. */
    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            statements.put(sql, known);
        }
        return known;
    }

    /** Executes what is not used often. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Executes what gives no rows to its end: an incremental vacuum that is executed in another way stops after its first page. */
    void update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Returns the first column of the first row as a number, 0 if there is none. */
    long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Returns the first column of the first row as text, empty if there is none. */
    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String text = rows.next() ? rows.getString(1) : null;
            return text == null ? "" : text;
        }
    }

    /** Does something as a whole: it is committed, or nothing of it has happened. */
    <T> T transaction(Sessions.Work<T> work) throws SQLException {
        statement("BEGIN IMMEDIATE").executeUpdate();
        boolean committed = false;
        try {
            T result = work.on(this);
            statement("COMMIT").executeUpdate();
            committed = true;
            return result;
        } finally {
            if (!committed) {
                rollBack();
            }
        }
    }

    /**
     * Lets what is read next see all commits up to a number. Where none has come since it was last used, a transaction is held from
     * one read to the next, which is a third faster than one for each.
     */
    void see(long commits) throws SQLException {
        if (held == commits) {
            return;
        }
        release();
        if (seen == commits) {
            statement("BEGIN").executeUpdate();
            held = commits;
        }
        seen = commits;
    }

    /** Ends the transaction that is held, if there is one. */
    void release() throws SQLException {
        if (held != NOTHING) {
            held = NOTHING;
            statement("COMMIT").executeUpdate();
        }
    }

    /**
     * Returns a number that is another one once other connections have committed a change, or there was a {@link #doubt}, as where a transaction of this one has
     * failed.
     */
    long version() throws SQLException {
        try (ResultSet row = statement("PRAGMA data_version").executeQuery()) {
            return (doubts << Integer.SIZE) + (row.next() ? row.getInt(1) : 0);
        }
    }

    /** Lets everybody look again who goes by the {@link #version}. */
    void doubt() {
        doubts++;
    }

    private void rollBack() {
        doubt();
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            Events.closingFailed(e); // SQLite has done it by itself, after some failures
        }
    }

    /** Forgets the statements: after a failure some of them fail for ever. */
    void discard() {
        for (PreparedStatement each : statements.values()) {
            try {
                each.close();
            } catch (SQLException e) {
                Events.closingFailed(e);
            }
        }
        statements.clear();
        seen = NOTHING;
    }

    /** Closes statements and connection; what was not committed is rolled back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
