/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a database, and what is done when it is damaged. Those who read may do so in any thread, {@link #writing} and what comes
 * after it are for the writer's thread alone once that has started.
 */
final class Connections {
    private final @Nullable Path file;
    private final boolean readOnly;
    private final Clock clock;
    private final Connector connector;
    private final Sessions sessions;
    private final @Nullable Watch watch;
    private final SameFile same;
    private final DatabaseCounts counts = new DatabaseCounts();
    private volatile @Nullable Renewal renewal;
    private volatile boolean inPlace;
    private boolean asideFailed;
    private volatile boolean unclean;
    private volatile Runnable hurry = () -> {};
    private boolean unfinished;
    private @Nullable Session writing;

    /** Makes a new database what the old one was, but for its rows. */
    interface Renewal {
        /** Is called with the new database, inside a transaction. */
        void on(Session session) throws SQLException;
    }

    /**
     * Creates it without connections.
     *
     * @param file null for a database in memory
     * @param lock keeps other processes from it; null if nothing is written, or it is in memory
     */
    Connections(@Nullable Path file, SqliteOptions options, Clock clock, @Nullable ProcessLock lock) {
        this.file = file;
        this.readOnly = options.readOnly();
        this.clock = clock;
        this.watch = file == null || lock == null ? null : new Watch(file, lock, clock);
        this.same = new SameFile(file);
        this.connector = new Connector(file, options, watch);
        this.sessions = new Sessions(this::reader, file == null, watch == null ? null : counts::commits);
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

    DatabaseCounts counts() {
        return counts;
    }

    /** Returns whether the database was not closed in order before it was opened. */
    boolean wasUnclean() {
        return unclean;
    }

    /** Returns what looks after the files; null if the database is in memory, or is only looked at. */
    @Nullable
    Watch watch() {
        return watch;
    }

    /** Says how those end their reading who read for long: the database is to be set aside. */
    void onHurry(Runnable action) {
        hurry = action;
    }

    void onRenewal(Renewal action) {
        renewal = action;
    }

    /** Opens the database, or makes it; one that is damaged is set aside. */
    void open() throws IOException {
        try {
            if (file == null) {
                sessions.with(session -> true);
            } else if (!readOnly && !sound()) {
                sound();
            }
        } catch (SQLException e) {
            throw Faults.of(place(), e);
        }
    }

    private boolean sound() throws SQLException, IOException {
        String why;
        try {
            why = whyUnusable(connect());
            if (why == null) {
                return true;
            }
        } catch (SQLException e) {
            if (!Faults.isDamage(e) || inPlace) {
                closeWriting();
                throw e;
            }
            why = String.valueOf(e.getMessage());
        }
        closeWriting();
        if (inPlace) {
            throw new IOException(
                    "it cannot be used, and other processes have it open: database=" + file + " reason=" + why);
        }
        moveAside(why);
        return false;
    }

    /** Brings the database to the present version; returns null if that is possible. */
    private @Nullable String whyUnusable(Session session) throws SQLException {
        Schema.Kind kind = Schema.kind(session);
        if (kind == Schema.Kind.UNKNOWN) {
            return "schema version " + session.number("PRAGMA user_version") + " is not known";
        }
        int from = Schema.migrate(session);
        if (kind == Schema.Kind.OURS && from < Schema.VERSION) {
            Events.migrated(place(), from);
        }
        unclean = Registration.isAnyOpen(session);
        return null;
    }

    private Session connect() throws SQLException {
        Session session = connector.begun();
        writing = session;
        same.require();
        connector.finish(session);
        return session;
    }

    private Session reader() throws SQLException {
        Session session = connector.reader();
        boolean done = false;
        try {
            same.require();
            done = true;
            return session;
        } finally {
            if (!done) {
                Sessions.close(session);
            }
        }
    }

    /** Lets commits wait for the disk from now on. */
    void force() {
        connector.force();
    }

    /** Works with the connection that writes. */
    <T> T writing(Sessions.Work<T> work) throws SQLException {
        if (file == null) {
            return sessions.with(work);
        }
        Session session = writing;
        if (session == null) {
            session = connectAgain();
        } else {
            connector.adjust(session);
        }
        return work.on(session);
    }

    /** Looks after the files, once in a while; lost ones are set aside, and the work goes on in a new database. */
    void look() throws IOException {
        if (watch != null) {
            settle(watch.look());
        }
    }

    private void settle(@Nullable String found) throws IOException {
        if (found != null && !setAside("while it was open, " + found)) {
            throw new IOException("the database of the tier sqlite was lost, and no new one can be begun: database="
                    + place() + " what=" + found);
        }
    }

    private Session connectAgain() throws SQLException {
        try {
            if (watch != null) {
                settle(watch.lookNow());
            }
            Session begun = writing;
            Session session = begun == null ? connect() : begun;
            if (unfinished || Schema.kind(session) == Schema.Kind.EMPTY) {
                sessions.alone(() -> {
                    sessions.closeAll();
                    renew(session);
                    return true;
                });
            }
            return session;
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /** Gives the connection that writes up; the next work would open another. */
    void closeWriting() {
        Session session = writing;
        writing = null;
        if (session != null) {
            if (watch != null) {
                watch.unsure();
            }
            Sessions.close(session);
        }
    }

    SameFile same() {
        return same;
    }

    /** From now on, a damaged database stays where it is: other processes may have it open. */
    void leaveInPlace() {
        inPlace = true;
    }

    /** Sets the database aside and begins a new one; returns whether that was possible. Nothing of another process is touched. */
    boolean setAside(String why) {
        if (file == null || inPlace) {
            return false;
        }
        hurry.run();
        try {
            sessions.alone(() -> {
                if (watch != null) {
                    watch.requirePlace();
                }
                sessions.closeAll();
                closeWriting();
                moveAside(why);
                renew(connect());
                return true;
            });
            asideFailed = false;
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
        counts.renewed();
    }

    private void moveAside(String why) throws IOException {
        Path from = file;
        if (from != null) {
            Path to = Aside.move(from, clock);
            same.forget();
            counts.setAside();
            Events.setAside(from, to, why);
        }
    }

    /** Deletes the files, once all is closed, unless they are somebody else's. */
    void delete() throws IOException {
        Path from = file;
        if (from != null && watch != null && watch.isDatabase()) {
            Aside.delete(from);
        }
    }
}
