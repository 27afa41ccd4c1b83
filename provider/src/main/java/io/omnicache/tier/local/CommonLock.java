/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import io.omnicache.Clock;
import io.omnicache.tier.Lease;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps processes from a store that do not share it, and lets those that do change it one at a time. On the file of a {@link ProcessLock}, of which it holds the
 * byte with the others; turns are on the byte behind it, each process in its turn. What a process held that has died is free.
 *
 * <p>Leases of keys are on bytes far behind ({@link CommonLeases}).
 *
 * <p>Within one process the file is opened once, as that of a {@link ProcessLock}. Turns are for one thread of the process at a time; what is about leases is
 * thread-safe.
 */
public final class CommonLock implements AutoCloseable {
    private static final long TURN_BYTE = ProcessLock.LOCKED_BYTE + 1;
    private static final long NEXT_BYTE = ProcessLock.LOCKED_BYTE + 2;

    /** Held while the text of the file is written. */
    static final long TEXT_BYTE = ProcessLock.LOCKED_BYTE + 3;

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final String LATE =
            "other processes that share the store have not given their turn in time: process ";
    private static final Map<String, CommonLock> HELD = new ConcurrentHashMap<>();

    private final RandomAccessFile opened;
    private final String claim;
    private final boolean first;
    private final CommonNotes notes;

    private final CommonLeases leases;

    /** Whether nobody uses the store any more, but for those who have leases. */
    private volatile boolean closing;

    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    private @Nullable FileLock turn;

    private CommonLock(RandomAccessFile opened, CommonNotes notes, String claim, boolean first, FileLock turn) {
        this.opened = opened;
        this.notes = notes;
        this.claim = claim;
        this.first = first;
        this.turn = turn;
        this.leases = new CommonLeases(opened.getChannel(), this::closeIfUnused);
    }

    /**
     * Locks a file, in a directory that must be there, and takes a turn.
     *
     * @param what what it is the lock of, as the subject of a sentence
     * @param longest how long is waited for the turn
     * @throws IOException if a process that does not share the store has it, which is named, or another class loader of this one
     */
    public static CommonLock acquire(String what, Path file, Duration longest) throws IOException {
        awaitClosed(what, file, longest);
        String claim = ProcessLock.claim(what, file);
        boolean locked = false;
        try {
            CommonLock lock = lock(what, file, claim, longest);
            HELD.put(claim, lock);
            locked = true;
            return lock;
        } finally {
            if (!locked) {
                System.getProperties().remove(claim);
            }
        }
    }

    private static void awaitClosed(String what, Path file, Duration longest) throws IOException {
        CommonLock closing = held(ProcessLock.nameOf(file));
        if (closing == null || !closing.closing) {
            return;
        }
        try {
            if (closing.closed.await(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(what
                + " was closed in this process while a loader or writer was at work, which has not ended yet: lock="
                + file);
    }

    private static CommonLock lock(String what, Path file, String claim, Duration longest) throws IOException {
        RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
        try {
            FileLock turn = awaitTurn(opened, longest);
            if (turn == null) {
                throw new IOException(LATE + LockText.holder(opened) + " was the last to open it");
            }
            FileLock alone = opened.getChannel().tryLock(ProcessLock.LOCKED_BYTE, 1, false);
            if (alone != null) {
                alone.release(); // nobody else comes in between: the turn is ours
            }
            if (opened.getChannel().tryLock(ProcessLock.LOCKED_BYTE, 1, true) == null) {
                throw new IOException(what + " is in use by process " + LockText.holder(opened)
                        + ", which does not share it; stop that process, or set shared: true there: lock=" + file);
            }
            CommonNotes notes = CommonNotes.open(
                    opened, (place, most) -> await(opened, place, Clock.system().nanos() + most.toNanos()));
            notes.sign();
            return new CommonLock(opened, notes, claim, alone != null, turn);
        } catch (IOException | RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    /** Returns the lock of this process, null if it has none: the file must not be opened then, since it would drop its locks when it is closed. */
    static @Nullable CommonLock held(String claim) {
        return HELD.get(claim);
    }

    /** Returns what is noted beside the store. */
    CommonNotes notes() {
        return notes;
    }

    /** Returns whether no other process had the store when this one came. */
    public boolean isFirst() {
        return first;
    }

    /**
     * Waits for a turn: no other process changes the store until {@link #giveTurn}.
     *
     * @throws IOException if others have not given theirs for so long
     */
    public void takeTurn(Duration longest) throws IOException {
        FileLock taken = awaitTurn(opened, longest);
        if (taken == null) {
            throw new IOException(LATE + notes.lastToOpen() + " was the last to open it");
        }
        turn = taken;
    }

    /*
     * Who waits holds the place behind the turn, so that who has just given it cannot take it again before him. By asking again, since waiting in the kernel
     * may end by an interrupt, which closes the file and so drops all locks, or by an alarm about a deadlock that there is not: it takes all threads of a
     * process for one.
     */
    private static @Nullable FileLock awaitTurn(RandomAccessFile opened, Duration longest) throws IOException {
        long deadline = Clock.system().nanos() + longest.toNanos();
        FileLock next = await(opened, NEXT_BYTE, deadline);
        if (next == null) {
            return null;
        }
        try {
            return await(opened, TURN_BYTE, deadline);
        } finally {
            next.release();
        }
    }

    /** Returns null if it was not free in time. */
    private static @Nullable FileLock await(RandomAccessFile opened, long place, long deadline) throws IOException {
        FileLock lock = opened.getChannel().tryLock(place, 1, false);
        for (long pause = SHORTEST_PAUSE_NANOS; lock == null; pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS)) {
            if (Clock.system().nanos() - deadline > 0) {
                return null;
            }
            LockSupport.parkNanos(pause);
            lock = opened.getChannel().tryLock(place, 1, false);
        }
        return lock;
    }

    /** Lets another process have a turn. */
    public void giveTurn() throws IOException {
        FileLock held = turn;
        turn = null;
        if (held != null) {
            held.release();
        }
    }

    /** Returns the lease of a number, as {@link CommonLeases#lease}. */
    public Lease lease(long number, Object key) {
        return leases.lease(number, key);
    }

    /** Lets the store go; the file stays open until the last lease was given back: who has it may be telling a writer. */
    @Override
    public void close() throws IOException {
        closing = true;
        giveTurn();
        closeIfUnused();
    }

    private void closeIfUnused() throws IOException {
        if (!closing || !leases.isEmpty() || !isClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            opened.close(); // and with it the locks
        } finally {
            HELD.remove(claim);
            System.getProperties().remove(claim);
            closed.countDown();
        }
    }
}
