/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a database, and what is done when it is damaged. Those who read may do so in any thread, {@link #writing} and what comes
 * after it are for the writer's thread alone once that has started.
 */
final class Connections {
    private final @Nullable Path file;
    private final SqliteOptions options;
    private final Clock clock;
    private final Sessions sessions;
    private final AtomicLong life = new AtomicLong();
    private volatile boolean forces;
    private volatile @Nullable Renewal renewal;
    private boolean forcing;
    private boolean asideFailed;
    private boolean unfinished;
    private @Nullable Session writing;

    /** Makes a new database what the old one was, but for its rows. */
    interface Renewal {
        /** Is called with the new database, inside a transaction. */
        void on(Session session) throws SQLException;
    }

    Connections(@Nullable Path file, SqliteOptions options, Clock clock) {
        this.file = file;
        this.options = options;
        this.clock = clock;
        this.sessions = new Sessions(this::reader, file == null);
    }

    /** Returns what operators know it by. */
    Object place() {
        return file == null ? "memory" : file;
    }

    @Nullable
    Path file() {
        return file;
    }

    Sessions sessions() {
        return sessions;
    }

    /** Returns how often the database was set aside. */
    long life() {
        return life.get();
    }

    void onRenewal(Renewal action) {
        renewal = action;
    }

    private Session reader() throws SQLException {
        Session session = Driver.connect(file, file == null, file != null && readOnly());
        session.execute("PRAGMA busy_timeout = " + options.busyMillis());
        if (file == null) {
            configure(session);
            Schema.migrate(session);
        } else {
            session.execute("PRAGMA query_only = 1");
        }
        return session;
    }

    /** Opens the database, or makes it; one that is damaged is set aside. */
    void open() throws IOException {
        try {
            if (file == null) {
                sessions.with(session -> true);
            } else if (!readOnly() && !sound()) {
                sound();
            }
        } catch (SQLException e) {
            throw Faults.of(place(), e);
        }
    }

    private boolean readOnly() {
        return options.readOnly();
    }

    private boolean sound() throws SQLException, IOException {
        String why;
        try {
            Session session = connect();
            Schema.Kind kind = Schema.kind(session);
            if (kind != Schema.Kind.UNKNOWN) {
                int from = Schema.migrate(session);
                if (kind == Schema.Kind.OURS && from < Schema.VERSION) {
                    Events.migrated(place(), from);
                }
                return true;
            }
            why = "schema version " + session.number("PRAGMA user_version") + " is not known";
        } catch (SQLException e) {
            if (!Faults.isDamage(e)) {
                closeWriting();
                throw e;
            }
            why = String.valueOf(e.getMessage());
        }
        closeWriting();
        moveAside(why);
        return false;
    }

    private Session connect() throws SQLException {
        Session session = Driver.connect(file, true, false);
        writing = session;
        if (Schema.kind(session) == Schema.Kind.FOREIGN) {
            throw new SQLException("the file is a database of something else than OmniCache");
        }
        configure(session);
        return session;
    }

    /* The first one counts only before the journal's mode is set, and then silently not. */
    private void configure(Session session) throws SQLException {
        session.execute("PRAGMA busy_timeout = " + options.busyMillis());
        session.execute("PRAGMA auto_vacuum = INCREMENTAL");
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

    /** Works with the connection that writes. */
    <T> T writing(Sessions.Work<T> work) throws SQLException {
        if (file == null) {
            return sessions.with(work);
        }
        Session session = writing;
        if (session == null) {
            session = connectAgain();
        } else if (forces && !forcing) {
            configure(session);
        }
        return work.on(session);
    }

    /* If the file has gone meanwhile, a new one was made by that. */
    private Session connectAgain() throws SQLException {
        Session session = connect();
        if (unfinished || Schema.kind(session) == Schema.Kind.EMPTY) {
            try {
                sessions.alone(() -> {
                    sessions.closeAll();
                    renew(session);
                    return true;
                });
            } catch (IOException e) {
                throw new SQLException(e);
            }
        }
        return session;
    }

    /** Gives the connection that writes up; the next work would open another. */
    void closeWriting() {
        Session session = writing;
        writing = null;
        if (session != null) {
            Sessions.close(session);
        }
    }

    /** Sets the damaged database aside and begins a new one; returns whether that was possible. */
    boolean setAside(SQLException failure) {
        if (file == null) {
            return false;
        }
        try {
            sessions.alone(() -> {
                sessions.closeAll();
                closeWriting();
                moveAside(String.valueOf(failure.getMessage()));
                renew(connect());
                return true;
            });
            return true;
        } catch (SQLException | IOException e) {
            closeWriting();
            if (!asideFailed) {
                asideFailed = true;
                Events.failing(place(), "setting aside", e);
            }
            return false;
        }
    }

    private void renew(Session session) throws SQLException {
        unfinished = true;
        Schema.migrate(session);
        Renewal action = renewal;
        if (action != null) {
            session.transaction(renewed -> {
                action.on(renewed);
                return true;
            });
        }
        unfinished = false;
        life.incrementAndGet();
    }

    private void moveAside(String why) throws IOException {
        Path from = file;
        if (from != null) {
            Path to = Aside.move(from, clock);
            Events.setAside(from, to, why);
        }
    }

    /** Deletes the files, once all is closed. */
    void delete() throws IOException {
        Path from = file;
        if (from != null) {
            for (String suffix : Aside.SUFFIXES) {
                Files.deleteIfExists(from.resolveSibling(from.getFileName() + suffix));
            }
        }
    }
}
