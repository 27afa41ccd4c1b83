/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets several writers wait for one forcing of a log: the first one forces for all who have appended by then, the others wait. Thread-safe.
 */
final class GroupCommit {
    private final Log log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();

    @GuardedBy("lock")
    private boolean running;

    /** How much of what was appended is forced, or has failed to be. */
    @GuardedBy("lock")
    private long reached;

    /** Up to where forcing has failed: the system may have dropped what it could not write. */
    @GuardedBy("lock")
    private long failed;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    @GuardedBy("lock")
    private long forces;

    GroupCommit(Log log) {
        this.log = log;
    }

    /** Returns when so much of what was appended is forced. */
    void await(long appended) throws IOException {
        if (leads(appended)) {
            lead();
        }
        lock.lock();
        try {
            if (failure != null && appended <= failed) {
                throw new IOException("forcing a log to the disk failed", failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns how often the log was forced. */
    long forces() {
        lock.lock();
        try {
            return forces;
        } finally {
            lock.unlock();
        }
    }

    private boolean leads(long appended) {
        lock.lock();
        try {
            while (reached < appended) {
                if (!running) {
                    running = true;
                    return true;
                }
                over.awaitUninterruptibly();
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void lead() {
        long forced = 0;
        @Nullable IOException thrown = new IOException("forcing was not finished");
        try {
            forced = log.force();
            thrown = null;
        } catch (IOException e) {
            thrown = e;
        } finally {
            done(thrown == null ? forced : log.appended(), thrown);
        }
    }

    private void done(long forced, @Nullable IOException thrown) {
        lock.lock();
        try {
            running = false;
            forces++;
            reached = Math.max(reached, forced);
            if (thrown != null) {
                failure = thrown;
                failed = reached;
            }
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
