/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether a store is in step with the caches that share it, noted in the file of its lock: that is open all the time and has its room on the disk, so it
 * can be written where the disk is full and where files may not be opened any more. Thread-safe.
 */
public final class StepNote {
    private static final System.Logger LOG = System.getLogger("io.omnicache.tier");

    private final @Nullable Notes lock;

    /** The file of the lock, if the store is only read; else null. */
    private final @Nullable Path looked;

    private final String name;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile boolean found;

    @GuardedBy("changing")
    private final Set<Object> users = Collections.newSetFromMap(new IdentityHashMap<>());

    @GuardedBy("changing")
    private final Set<Object> out = Collections.newSetFromMap(new IdentityHashMap<>());

    private StepNote(@Nullable Notes lock, @Nullable Path looked, String name) {
        this.lock = lock;
        this.looked = looked;
        this.name = name;
        this.found = lock != null && wasNoted(lock, name);
    }

    /**
     * Returns one of a store that is written; what an earlier life of the store has noted is read now.
     *
     * @param lock the lock of the store; null if it ends with the process
     * @param name what it is called among those of the lock
     */
    public static StepNote of(@Nullable ProcessLock lock, String name) {
        return ofNotes(lock, name);
    }

    /**
     * Returns one of a store that several processes write: what one of them has noted that has died is read now.
     *
     * @param lock their lock
     * @param name what it is called among those of the lock
     */
    public static StepNote ofShared(CommonLock lock, String name) {
        return ofNotes(lock.notes(), name);
    }

    private static StepNote ofNotes(@Nullable Notes lock, String name) {
        if (lock != null) {
            try {
                lock.makeRoom(name);
            } catch (IOException e) { // that it is not in step may be noted all the same
                LOG.log(
                        System.Logger.Level.WARNING,
                        "there is no room beside the lock for notes about the store: name=" + name,
                        e);
            }
        }
        return new StepNote(lock, null, name);
    }

    /**
     * Returns one of a store that is only read, which says what is noted when it is asked, and notes nothing.
     *
     * @param file the file of the lock, which another process may have; it need not be there
     * @param name what it is called among those of the lock
     */
    public static StepNote ofReader(Path file, String name) {
        return new StepNote(null, file, name);
    }

    /** If it cannot be read, it counts as noted: who begins empty is not wrong. */
    private static boolean wasNoted(Notes lock, String name) {
        try {
            return lock.isNoted(name);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the notes beside the lock cannot be read, the store begins empty: name=" + name,
                    e);
            return true;
        }
    }

    /** Returns whether the store is only read. */
    boolean isReader() {
        return looked != null;
    }

    /**
     * Returns whether the earlier life was in step, or that does not matter any more.
     *
     * @throws UncheckedIOException if the store is only read, and it cannot be seen
     */
    boolean isInStep() {
        Path file = looked;
        if (file == null) {
            return !found;
        }
        try {
            return !ProcessLock.isNoted("the store", file, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a new one of those who share the store. */
    Object join() {
        Object user = new Object();
        changing.lock();
        try {
            users.add(user);
        } finally {
            changing.unlock();
        }
        return user;
    }

    /** Takes one of those out: what it notes from now on is not heard. */
    void leave(Object user) {
        changing.lock();
        try {
            boolean present = users.remove(user); // else the store was deleted
            boolean owed = out.remove(user);
            if (present && (owed || users.isEmpty()) && lock != null) {
                lock.abandon(name, !out.isEmpty());
            }
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "what is noted beside the lock counts as ours until this process ends: name=" + name,
                    e);
        } finally {
            changing.unlock();
        }
    }

    /** Notes whether one of those who share the store is in step. */
    void note(Object user, boolean inStep) throws IOException {
        Notes present = lock;
        if (present == null) {
            return;
        }
        changing.lock();
        try {
            if (!users.contains(user)) {
                return;
            }
            if (!inStep) {
                out.add(user);
                present.note(name);
            } else {
                out.remove(user);
                if (out.isEmpty()) {
                    present.forget(name);
                    found = false;
                }
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Notes that changes which were acknowledged are lost, so that nobody knows which entries of the store are old. Called while the lock is held.
     *
     * @param place where the store is
     * @param changes how many
     * @param cause why
     */
    public void lost(Object place, long changes, Throwable cause) {
        Notes present = lock;
        if (present == null || changes == 0) {
            return;
        }
        String what = "changes that waited could not be written when the tier was closed; ";
        String where = ": place=" + place + " changes=" + changes;
        try {
            present.note(name);
            LOG.log(System.Logger.Level.WARNING, what + "it begins empty next time" + where, cause);
        } catch (IOException e) {
            cause.addSuppressed(e);
            LOG.log(System.Logger.Level.WARNING, what + "old entries may come back" + where, cause);
        }
    }

    /** Takes the note away for good: the store was deleted. */
    public void deleted() throws IOException {
        changing.lock();
        try {
            users.clear();
            out.clear();
            if (lock != null) {
                lock.forget(name);
            }
        } finally {
            changing.unlock();
        }
    }
}
