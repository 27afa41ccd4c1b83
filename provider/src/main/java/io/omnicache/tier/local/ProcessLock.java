/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes from a store. The lock is on a file of its own that holds the process id of its holder, before the byte that is
 * locked, so that it can be read where locks are mandatory.
 *
 * <p>Closing any channel on that file drops the lock of the whole process, so within one process it is opened once: that is noted in the
 * system properties, which all class loaders share.
 */
public final class ProcessLock implements AutoCloseable {
    private static final String CLAIM = "io.omnicache.tier.lock:";
    private static final long LOCKED_BYTE = 1L << 40;
    private static final int LONGEST_TEXT = 64;

    /** A lock that is held. */
    private record Held(
            FileChannel channel, FileLock lock, @Nullable Object key) {}

    private final String what;
    private final Path file;
    private final String claim;
    private final ReentrantLock changing = new ReentrantLock();

    @GuardedBy("changing")
    private Held held;

    private ProcessLock(String what, Path file, String claim, Held held) {
        this.what = what;
        this.file = file;
        this.claim = claim;
        this.held = held;
    }

    /**
     * Locks a file, in a directory that must be there.
     *
     * @param what what it is the lock of, as the subject of a sentence: {@code the directory of the tier file}
     * @throws IOException if another process, which it names, or another class loader has the lock
     */
    public static ProcessLock acquire(String what, Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        String claim =
                CLAIM + (directory == null ? file : directory.toRealPath().resolve(String.valueOf(file.getFileName())));
        String pid = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(claim, pid) != null) {
            throw new IOException(
                    what + " is in use in this process, by OmniCache in another class loader: lock=" + file);
        }
        boolean locked = false;
        try {
            Held held = Shielded.call(() -> tryLock(what, file, pid));
            locked = true;
            return new ProcessLock(what, file, claim, held);
        } finally {
            if (!locked) {
                System.getProperties().remove(claim);
            }
        }
    }

    /** Returns whether the file that is locked is still the one of that path. */
    public boolean isThere() throws IOException {
        changing.lock();
        try {
            return Presence.of(file, held.key(), 0) == Presence.THERE;
        } finally {
            changing.unlock();
        }
    }

    /** Locks the file again, which is created with its directory if it has gone, unless the lock is still there. */
    public void renew() throws IOException {
        changing.lock();
        try {
            if (Presence.of(file, held.key(), 0) != Presence.THERE) {
                Path directory = file.toAbsolutePath().getParent();
                if (directory != null) {
                    Files.createDirectories(directory);
                }
                String pid = Long.toString(ProcessHandle.current().pid());
                Held before = held;
                held = Shielded.call(() -> tryLock(what, file, pid));
                before.channel().close(); // of another file, so it does not drop the new lock
            }
        } finally {
            changing.unlock();
        }
    }

    private static Held tryLock(String what, Path file, String pid) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new IOException(what + " is in use by process " + holder(channel)
                        + "; stop that process, name another one, or set readOnly: true: lock=" + file);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new Held(channel, lock, Presence.key(file));
        } catch (OverlappingFileLockException e) {
            throw new IOException(what + " is locked in this process already: lock=" + file, e);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
        return holder.matches("[0-9]+") ? holder : "(unknown)";
    }

    @Override
    public void close() throws IOException {
        changing.lock();
        try {
            held.lock().release();
            held.channel().close();
        } finally {
            System.getProperties().remove(claim);
            changing.unlock();
        }
    }
}
