/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.local.Chore;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is done between changes, by the writer's thread: the log of SQLite (WAL) goes back into the database, rows of caches that were cleared
 * or destroyed go, uses are written, the file shrinks. A step is short, since somebody may wait behind it.
 */
final class Upkeep {
    private static final long MIB = 1L << 20;
    private static final long COPY_ABOVE = 4 * MIB;
    private static final long EMPTY_ABOVE = 64 * MIB;
    private static final int COMMITS_PER_LOOK = 16;
    private static final int ROWS = 100;
    private static final int USES = 200;
    private static final int PAGES = 256;
    private static final int FREE_KEPT = 64;
    private static final int FREE_PART = 16;

    private final Connections connections;
    private final boolean shared;
    private final @Nullable Path log;
    private final @Nullable Chore copying;
    private final List<Rows> caches = new CopyOnWriteArrayList<>();
    private int commits;
    private long vacuumed = -1;

    /** Beside another checkpoint, the log cannot be emptied: held by copies, and where it has to be. */
    private final ReentrantLock checkpointing = new ReentrantLock();

    private final AtomicLong shrunk = new AtomicLong();
    private boolean overfull;
    private boolean dropping = true;
    private boolean logged = true;

    /** What is to be done. */
    enum Need {
        /** Nothing. */
        NONE,
        /** When nothing else has come for a while. */
        SOON,
        /** When nothing else waits. */
        NOW
    }

    /**
     * Creates it.
     *
     * @param shared whether other processes change the database, too
     */
    Upkeep(Connections connections, boolean shared) {
        this.connections = connections;
        this.shared = shared;
        Path file = connections.file();
        log = file == null ? null : file.resolveSibling(file.getFileName() + "-wal");
        copying = file == null ? null : new Chore(file, "copying the log of the database", this::copy);
    }

    /** The caches whose uses are written. */
    List<Rows> caches() {
        return caches;
    }

    /** Returns how often pages were given back. Thread-safe. */
    long shrunk() {
        return shrunk.get();
    }

    /** Notes that rows have to go; for the writer's thread. */
    void dropped() {
        dropping = true;
    }

    /** Takes note of a commit; returns whether something is to be done that cannot wait for an idle moment. */
    boolean committed() {
        logged = true;
        if (log != null && ++commits % COMMITS_PER_LOOK == 0) {
            long bytes = length(log);
            overfull = bytes > EMPTY_ABOVE;
            if (!overfull && bytes > COPY_ABOVE && copying != null) {
                copying.ask();
            }
        }
        return overfull
                || dropping
                || caches.stream().anyMatch(each -> each.uses().isFull());
    }

    /** Does what cannot wait for an idle moment; each call is inside of no transaction. */
    boolean catchUp(Session session) throws SQLException {
        if (overfull) {
            overfull = false;
            empty(session);
        }
        for (Rows each : caches) {
            if (each.uses().isFull()) {
                writeUses(each, session, ROWS);
            }
        }
        return dropping && drop(session);
    }

    /** Does a step of what can wait. */
    Need idle(Session session) throws SQLException {
        dropping |= shared && logged; // others may have left rows that have to go
        boolean more = dropping && drop(session);
        for (Rows each : caches) {
            more |= !each.uses().isEmpty() && writeUses(each, session, USES);
        }
        more |= shrink(session, FREE_KEPT);
        if (more) {
            logged = true;
            return Need.NOW;
        }
        if (logged) {
            makeRoom(session);
        }
        logged = false;
        return Need.NONE;
    }

    /** Writes some uses that were noted; returns whether there were any. */
    private static boolean writeUses(Rows cache, Session session, int most) throws SQLException {
        List<Uses.Use> some = cache.uses().some(most);
        if (!some.isEmpty()) {
            session.transaction(begun -> {
                for (Uses.Use each : some) {
                    cache.changes().use(begun, each.key(), each.accessed());
                }
                return true;
            });
            cache.uses().written(some);
        }
        return !some.isEmpty();
    }

    /** Does all that can wait, before the database is closed. */
    boolean finish(Session session) throws SQLException {
        makeRoom(session); // what comes now needs some
        while (dropping && drop(session)) {
            Thread.onSpinWait();
        }
        while (shrink(session, 0)) {
            Thread.onSpinWait();
        }
        makeRoom(session);
        return true;
    }

    /** Writes the whole database anew, without what is free in it, unless that was done since it was changed last. */
    boolean vacuum(Session session) throws SQLException {
        long present = connections.counts().commits();
        if (vacuumed != present || shared) {
            checkpointing.lock();
            try {
                vacuumNow(session);
            } finally {
                checkpointing.unlock();
            }
            vacuumed = present;
            shrunk.incrementAndGet();
        }
        return true;
    }

    private void vacuumNow(Session session) throws SQLException {
        makeRoom(session);
        while (dropping && drop(session)) {
            Thread.onSpinWait();
        }
        session.discard(); // it does not work beside statements that have not ended
        session.execute("VACUUM");
        makeRoom(session);
    }

    /** Returns how many bytes the files have; 0 for a database in memory. Thread-safe. */
    long bytes() {
        Path file = connections.file();
        return file == null || log == null ? 0 : length(file) + length(log);
    }

    /** Lets the log take no room, of which there may be none for anything else; returns whether it takes none now. */
    boolean makeRoom(Session session) throws SQLException {
        if (log != null && length(log) > 0) {
            empty(session);
        }
        return log != null && length(log) == 0;
    }

    /** Brings the whole log into the database, and cuts it off, unless somebody reads for so long. */
    private void empty(Session session) throws SQLException {
        Watch watch = connections.watch();
        if (watch != null) {
            watch.emptying();
        }
        connections.sessions().released(() -> checkpoint(session, "TRUNCATE"));
    }

    private void checkpoint(Session session, String kind) throws SQLException {
        Watch watch = connections.watch();
        try {
            if (watch != null) {
                watch.writing();
            }
            try {
                session.number("PRAGMA wal_checkpoint(" + kind + ")");
            } finally {
                if (watch != null) {
                    watch.wrote();
                }
            }
        } catch (IOException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /* By another thread, beside the writer, which goes on. */
    private void copy() throws IOException {
        if (connections.sessions().isClosed()) {
            return;
        }
        checkpointing.lock();
        try {
            connections.sessions().releaseIdle(); // what they see is not copied over
            connections.sessions().with(session -> {
                checkpoint(session, "PASSIVE");
                return true;
            });
        } catch (SQLException e) {
            throw Faults.of(connections.place(), e);
        } finally {
            checkpointing.unlock();
        }
    }

    private static long length(Path file) {
        return file.toFile().length(); // 0 if it is not there
    }

    /** Deletes some rows of what was cleared or destroyed; returns whether there may be more. */
    private boolean drop(Session session) throws SQLException {
        long cache = session.number("SELECT id FROM dropped LIMIT 1");
        dropping = cache != 0;
        if (dropping) {
            PreparedStatement rows = session.statement("DELETE FROM cache_entries WHERE id IN"
                    + " (SELECT id FROM cache_entries WHERE id >= ? AND id < ? LIMIT " + ROWS + ")");
            rows.setLong(1, cache << Schema.CACHE_SHIFT);
            rows.setLong(2, (cache + 1) << Schema.CACHE_SHIFT);
            if (rows.executeUpdate() == 0) {
                PreparedStatement done = session.statement("DELETE FROM dropped WHERE id = ?");
                done.setLong(1, cache);
                done.executeUpdate();
            }
        }
        return dropping;
    }

    /** Gives some free pages back, if there are many; returns whether there may be more. */
    private boolean shrink(Session session, int kept) throws SQLException {
        PreparedStatement counts = session.statement(
                "SELECT freelist_count, page_count FROM pragma_freelist_count(), pragma_page_count()");
        long free;
        long pages;
        try (ResultSet row = counts.executeQuery()) {
            free = row.next() ? row.getLong(1) : 0;
            pages = free == 0 ? 0 : row.getLong(2);
        }
        if (free <= kept || free < pages / FREE_PART) {
            return false;
        }
        session.update("PRAGMA incremental_vacuum(" + PAGES + ")");
        shrunk.incrementAndGet();
        return session.number("PRAGMA freelist_count") < free;
    }
}
