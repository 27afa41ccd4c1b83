/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** One connection of sqlite-jdbc, a log ahead of the file, batches of 100 puts in a transaction, and one prepared statement for gets. */
final class RawSqlite implements DiskStore {
    private static final int BATCH = 100;

    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement get;
    private int waiting;

    RawSqlite(Path directory) throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("raw.db"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value BLOB NOT NULL)");
        }
        put = connection.prepareStatement("INSERT INTO entries (key, value) VALUES (?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET value = excluded.value");
        get = connection.prepareStatement("SELECT value FROM entries WHERE key = ?");
    }

    @Override
    public void put(String key, byte[] value) throws SQLException {
        if (waiting == 0) {
            connection.setAutoCommit(false);
        }
        put.setString(1, key);
        put.setBytes(2, value);
        put.addBatch();
        waiting++;
        if (waiting == BATCH) {
            settle();
        }
    }

    @Override
    public byte @Nullable [] get(String key) throws SQLException {
        get.setString(1, key);
        try (ResultSet found = get.executeQuery()) {
            return found.next() ? found.getBytes(1) : null;
        }
    }

    @Override
    public void settle() throws SQLException {
        if (waiting > 0) {
            put.executeBatch();
            connection.commit();
            connection.setAutoCommit(true);
            waiting = 0;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            settle();
            put.close();
            get.close();
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
