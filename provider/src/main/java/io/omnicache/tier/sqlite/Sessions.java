/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * The connections of those who read: at most as many as there are permits, each used by one thread at a time. A database in memory has one
 * connection only, for its writer too. Thread-safe.
 */
final class Sessions {
    private static final int MOST =
            Math.max(4, Math.min(16, 2 * Runtime.getRuntime().availableProcessors()));

    private final Opener opener;
    private final int most;
    private final Semaphore permits;
    private volatile boolean closed;
    private final Queue<Session> idle = new ConcurrentLinkedQueue<>();

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

    Sessions(Opener opener, boolean single) {
        this.opener = opener;
        this.most = single ? 1 : MOST;
        this.permits = new Semaphore(most, true);
    }

    /** Works with a connection; one on which something has failed is not used again. */
    <T> T with(Work<T> work) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) {
                throw new SQLException("the database is closed");
            }
            Session session = idle.poll();
            return with(session == null ? opener.open() : session, work);
        } finally {
            permits.release();
        }
    }

    private <T> T with(Session session, Work<T> work) throws SQLException {
        boolean sound = false;
        try {
            T result = work.on(session);
            sound = true;
            return result;
        } finally {
            if (sound) {
                idle.add(session);
            } else if (most == 1) { // with the one connection the database in memory would go
                session.discard();
                idle.add(session);
            } else {
                close(session);
            }
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
        for (Session each = idle.poll(); each != null; each = idle.poll()) {
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
