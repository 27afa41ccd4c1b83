/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.SQLiteOpenMode;

/** Makes connections. The only class that names those of the library. Thread-safe. */
final class Driver {
    private static final String URL = "jdbc:sqlite:";

    private Driver() {}

    /** Loads the native code, once. */
    static void load() throws Exception {
        SQLiteJDBCLoader.initialize();
    }

    /**
     * Opens a database.
     *
     * @param file where it is; null for one in memory
     * @param create whether it is made if it is not there
     */
    static Session connect(@Nullable Path file, boolean create, boolean readOnly) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        if (readOnly) {
            config.setReadOnly(true);
        } else if (!create) {
            config.resetOpenMode(SQLiteOpenMode.CREATE);
        }
        Properties properties = config.toProperties();
        // As a URI, in which no character of the path means anything.
        String place = file == null ? ":memory:" : file.toUri().toString();
        return new Session(JDBC.createConnection(URL + place, properties));
    }
}
