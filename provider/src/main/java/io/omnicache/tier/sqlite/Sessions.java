/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections of those who read: at most as many as there are permits, each used by one thread at a time. A database in memory has one
 * connection only, for its writer too. Thread-safe.
 */
/*
 * Connections that are not in use may hold a transaction, so that the next read need not begin one. That keeps the log from being emptied: who
 * wants to do that lets them be released first.
 */
final class Sessions {
    private static final int MOST =
            Math.max(4, Math.min(16, 2 * Runtime.getRuntime().availableProcessors()));

    private final Opener opener;
    private final @Nullable LongSupplier commits;
    private final int most;
    private final Semaphore permits;
    private volatile boolean closed;
    private volatile boolean releasing;
    private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

    /** Opens a connection. */
    interface Opener {
        Session open() throws SQLException;
    }

    /** What is done with a connection. */
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /** What is done while nobody reads. */
    interface Alone<T> {
        T run() throws SQLException, IOException;
    }

    /** What is done while no transaction is held. */
    interface Released {
        void run() throws SQLException;
    }

    /**
     * Creates it without connections.
     *
     * @param commits how often the database was changed, counted before anybody is told; null if that is not known
     */
    Sessions(Opener opener, boolean single, @Nullable LongSupplier commits) {
        this.opener = opener;
        this.commits = commits;
        this.most = single ? 1 : MOST;
        this.permits = new Semaphore(most, true);
    }

    /** Reads with a connection; one on which something has failed is not used again. */
    <T> T reading(Work<T> work) throws SQLException {
        LongSupplier counter = commits;
        return counter == null
                ? with(work)
                : use(session -> {
                    session.see(counter.getAsLong());
                    return work.on(session);
                });
    }

    /** Works with a connection that holds nothing; one on which something has failed is not used again. */
    <T> T with(Work<T> work) throws SQLException {
        return use(session -> {
            session.release();
            return work.on(session);
        });
    }

    private <T> T use(Work<T> work) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("the database is closed");
            }
            Session session = idle.pollFirst();
            return use(session == null ? opener.open() : session, work);
        } finally {
            permits.release();
        }
    }

    private <T> T use(Session session, Work<T> work) throws SQLException {
        boolean sound = false;
        try {
            T result = work.on(session);
            sound = true;
            return result;
        } finally {
            if (sound) {
                giveBack(session);
            } else if (most == 1) { // with the one connection the database in memory would go
                session.discard();
                idle.add(session);
            } else {
                close(session);
            }
        }
    }

    private void giveBack(Session session) {
        if (!releasing || release(session)) {
            idle.addFirst(session);
        }
        if (releasing) { // since it was given back, maybe
            releaseIdle();
        }
    }

    /** Returns false if that has failed: then the connection is closed. */
    private static boolean release(Session session) {
        try {
            session.release();
            return true;
        } catch (SQLException e) {
            Events.closingFailed(e);
            close(session);
            return false;
        }
    }

    /** Ends the transactions of connections that nobody uses. */
    void releaseIdle() {
        List<Session> released = new ArrayList<>();
        for (Session each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            if (release(each)) {
                released.add(each);
            }
        }
        idle.addAll(released);
    }

    /** Does something while no transaction is held by who does not read just then. */
    void released(Released work) throws SQLException {
        releasing = true;
        try {
            releaseIdle();
            work.run();
        } finally {
            releasing = false;
        }
    }

    /** Does something while nobody reads. */
    <T> T alone(Alone<T> work) throws SQLException, IOException {
        permits.acquireUninterruptibly(most);
        try {
            return work.run();
        } finally {
            permits.release(most);
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes all, once nobody reads. */
    void close() {
        permits.acquireUninterruptibly(most);
        closed = true;
        closeAll();
        permits.release(most);
    }

    /** Closes what is idle. */
    void closeAll() {
        for (Session each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
            close(each);
        }
    }

    static void close(Session session) {
        try {
            session.close();
        } catch (SQLException e) {
            Events.closingFailed(e);
        }
    }
}
