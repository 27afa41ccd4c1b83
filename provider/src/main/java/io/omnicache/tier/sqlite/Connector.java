/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Makes connections to a database, with what is set for them. Those that write are for one thread at a time; else thread-safe. */
final class Connector {
    private static final int INCREMENTAL = 2;

    private final @Nullable Path file;
    private final SqliteOptions options;
    private final @Nullable Watch watch;
    private volatile boolean forces;
    private boolean forcing;

    /**
     * Creates it.
     *
     * @param file null for a database in memory
     * @param watch null if the database is in memory, or is only looked at
     */
    Connector(@Nullable Path file, SqliteOptions options, @Nullable Watch watch) {
        this.file = file;
        this.options = options;
        this.watch = watch;
    }

    /** Opens a connection that reads; to a database in memory, the one that does all. */
    Session reader() throws SQLException {
        Session session = Driver.connect(file, file == null, file != null && options.readOnly());
        boolean done = false;
        try {
            session.execute("PRAGMA busy_timeout = " + options.busyMillis());
            if (file == null) {
                configure(session);
                Schema.migrate(session);
            } else {
                session.execute("PRAGMA query_only = 1");
                requireSame();
            }
            done = true;
            return session;
        } finally {
            if (!done) {
                Sessions.close(session);
            }
        }
    }

    /* The path may lead to a database that somebody has put there. */
    private void requireSame() throws SQLException {
        try {
            if (watch != null && !watch.isDatabase()) {
                throw Faults.disagreement("the file is not the one that was opened");
            }
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Opens a connection that writes, on which {@link #finish} is to be called. */
    Session begun() throws SQLException {
        return Driver.connect(file, true, false);
    }

    /** Makes a connection one that writes; fails if the database is somebody else's. */
    void finish(Session session) throws SQLException {
        if (Schema.kind(session) == Schema.Kind.FOREIGN) {
            throw new SQLException("the file is a database of something else than OmniCache");
        }
        configure(session);
        if (watch != null) {
            try {
                watch.begin();
            } catch (IOException e) {
                throw new SQLException(e.getMessage(), e);
            }
        }
    }

    /* That of the vacuum counts only before the journal's mode is set, and then silently not. It writes, so where there is no room it fails. */
    private void configure(Session session) throws SQLException {
        session.execute("PRAGMA busy_timeout = " + options.busyMillis());
        if (session.number("PRAGMA auto_vacuum") != INCREMENTAL) {
            session.execute("PRAGMA auto_vacuum = INCREMENTAL");
        }
        session.execute("PRAGMA secure_delete = FAST"); // so that nothing old can be taken for a row
        if (file != null) {
            session.execute("PRAGMA journal_mode = WAL");
            session.execute("PRAGMA wal_autocheckpoint = 0");
            forcing = forces;
            session.execute("PRAGMA synchronous = " + (forcing ? "FULL" : "NORMAL"));
        }
    }

    /** Lets commits wait for the disk from now on. */
    void force() {
        forces = true;
    }

    /** Gives a connection that writes what has been asked for since it was made. */
    void adjust(Session session) throws SQLException {
        if (forces && !forcing) {
            configure(session);
        }
    }
}
