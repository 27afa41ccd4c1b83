/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.Clock;
import io.omnicache.tier.local.Presence;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the database or its log was deleted, replaced, cut or written by somebody else while it is open, which SQLite does not: once a
 * second at most, when something is changed. For the writer's thread, but where it says otherwise.
 */
/*
 * The database is written by checkpoints alone, so between two of them the time of its last change stands still. The log only grows, but where
 * a checkpoint of the writer's thread empties it. The index of the log is not watched: connections of one process share it in memory.
 */
final class Watch {
    private static final long MILLIS_BETWEEN = 1000;

    private final Path file;
    private final Path log;
    private final ProcessLock lock;
    private final Clock clock;
    private final ReentrantLock noting = new ReentrantLock();
    private long last;
    private volatile boolean soon;
    private @Nullable IOException failure;
    private volatile @Nullable Object key;
    private @Nullable Object logKey;
    private long logLength;

    /** When the database was written last; null while that is not known. */
    @GuardedBy("noting")
    private @Nullable FileTime written;

    @GuardedBy("noting")
    private int checkpoints;

    @GuardedBy("noting")
    private boolean touched;

    /**
     * Creates one that looks at nothing yet.
     *
     * @param lock keeps other processes from the database
     */
    Watch(Path file, ProcessLock lock, Clock clock) {
        this.file = file;
        this.log = Aside.with(file, Aside.LOG);
        this.lock = lock;
        this.clock = clock;
        last = clock.millis();
    }

    /** Says that the files were opened which the path leads to, and that none of them is written just now. */
    void begin() throws IOException {
        key = Presence.key(file);
        logKey = Presence.key(log);
        logLength = 0;
        noting.lock();
        try {
            touched = false;
            written = timeOf(file);
        } finally {
            noting.unlock();
        }
    }

    /** Says that a connection is being closed: the last one writes the database and deletes the log. */
    void unsure() {
        logKey = null;
        noting.lock();
        try {
            written = null;
        } finally {
            noting.unlock();
        }
    }

    /** Is to be called before a checkpoint. Thread-safe. */
    void writing() throws IOException {
        noting.lock();
        try {
            touched |= isTouched();
            checkpoints++;
        } finally {
            noting.unlock();
        }
    }

    /** Is to be called after a checkpoint. Thread-safe. */
    void wrote() throws IOException {
        noting.lock();
        try {
            checkpoints--;
            if (checkpoints == 0 && written != null) {
                written = timeOf(file);
            }
        } finally {
            noting.unlock();
        }
    }

    @GuardedBy("noting")
    private boolean isTouched() throws IOException {
        return checkpoints == 0 && written != null && !written.equals(timeOf(file));
    }

    /* If it is not there, that is found by itself. */
    private static @Nullable FileTime timeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) : null;
    }

    /** Says that the log is about to be emptied. */
    void emptying() {
        logLength = 0;
    }

    /** Lets the next {@link #look} be one, however short ago the last was. Thread-safe. */
    void lookSoon() {
        soon = true;
    }

    /** Is to be called before a change; returns what became of the files, null if nothing. Fails while the place is not this database's. */
    @Nullable
    String look() throws IOException {
        long now = clock.millis();
        if (soon || Math.abs(now - last) >= MILLIS_BETWEEN) {
            soon = false;
            last = now;
            return lookNow();
        }
        IOException present = failure;
        if (present != null) {
            throw new IOException("as seen before: " + present.getMessage(), present);
        }
        return null;
    }

    /** The same without regard to when it was called last. */
    @Nullable
    String lookNow() throws IOException {
        requirePlace();
        Presence found = presence(file, key, 0);
        if (found == Presence.THERE) {
            found = presence(log, logKey, logLength);
        }
        if (found != Presence.THERE) {
            return "a file was " + found;
        }
        if (logKey == null) {
            logKey = Presence.key(log);
        }
        logLength = log.toFile().length();
        noting.lock();
        try {
            return touched || isTouched() ? "it was written by somebody else" : null;
        } finally {
            noting.unlock();
        }
    }

    /* What was not there to begin with, or what the system does not tell from others, is there. */
    private static Presence presence(Path file, @Nullable Object key, long length) throws IOException {
        return key == null ? Presence.THERE : Presence.of(file, key, length);
    }

    /** Makes the directory again, and locks it again, where that is necessary; fails if that is not possible. */
    void requirePlace() throws IOException {
        try {
            lock.renew();
        } catch (IOException e) {
            if (failure == null) {
                Events.placeLost(file, e);
            }
            failure = e;
            throw e;
        }
        if (failure != null) {
            failure = null;
            Events.placeThereAgain(file);
        }
    }

    /** Returns whether the path leads to the database that is open. Thread-safe. */
    boolean isDatabase() throws IOException {
        return presence(file, key, 0) == Presence.THERE;
    }
}
