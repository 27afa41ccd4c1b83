/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.util.Optional;
import javax.cache.CacheException;

/** The optional library, and what to say where it is missing. Names none of its classes but as text. Thread-safe. */
final class SqliteLibrary {
    private static final String LOADER = "org.sqlite.SQLiteJDBCLoader";

    private SqliteLibrary() {}

    /** Returns what is wrong if the library is not there, or its native code cannot be loaded. */
    static Optional<String> problem() {
        try {
            require();
            return Optional.empty();
        } catch (CacheException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Fails if the library is not there, or its native code cannot be loaded. */
    static void require() {
        require(SqliteLibrary.class.getClassLoader());
    }

    /** The same for a class loader. */
    static void require(ClassLoader loader) {
        try {
            Class.forName(LOADER, false, loader);
            Class.forName("java.sql.Connection", false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CacheException(
                    "the tier sqlite needs org.xerial:sqlite-jdbc on the class path, or on the module path and among the"
                            + " modules that are resolved, and the module java.sql",
                    e);
        }
        try {
            Driver.load();
        } catch (Exception | LinkageError e) { // denied native access is an exception or an error, by the JDK
            throw new CacheException(
                    "the tier sqlite cannot load the native code of org.xerial:sqlite-jdbc (is native access denied, or"
                            + " the temporary directory without permission to execute?): " + e,
                    e);
        }
    }
}
