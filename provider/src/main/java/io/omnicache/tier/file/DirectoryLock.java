/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

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
 * Keeps other processes from a directory. The lock is on a file that holds the process id of its holder, behind that text, so that it can be
 * read where locks are mandatory.
 *
 * <p>Closing any channel on that file drops the lock of the whole process, so within one process it is opened once: that is noted in the
 * system properties, which all class loaders share.
 */
final class DirectoryLock implements AutoCloseable {
    static final String NAME = "omnicache.lock";

    private static final String CLAIM = "io.omnicache.tier.file.lock:";
    private static final long LOCKED_BYTE = 1L << 40;
    private static final int LONGEST_TEXT = 64;

    /** A lock that is held. */
    private record Held(
            FileChannel channel, FileLock lock, @Nullable Object key) {}

    private final Path directory;
    private final String claim;
    private final ReentrantLock changing = new ReentrantLock();

    @GuardedBy("changing")
    private Held held;

    private DirectoryLock(Path directory, String claim, Held held) {
        this.directory = directory;
        this.claim = claim;
        this.held = held;
    }

    /** Locks a directory, which must be there; fails if another process, or another class loader, has it. */
    static DirectoryLock acquire(Path directory) throws IOException {
        String claim = CLAIM + directory.toRealPath();
        String pid = Long.toString(ProcessHandle.current().pid());
        if (System.getProperties().putIfAbsent(claim, pid) != null) {
            throw new IOException(
                    "the directory of the tier file is in use in this process, by OmniCache in another class loader:"
                            + " directory=" + directory);
        }
        boolean locked = false;
        try {
            Held held = Shielded.call(() -> tryLock(directory, pid));
            locked = true;
            return new DirectoryLock(directory, claim, held);
        } finally {
            if (!locked) {
                System.getProperties().remove(claim);
            }
        }
    }

    /** Returns whether the file that is locked is still the one in the directory. */
    boolean isThere() throws IOException {
        changing.lock();
        try {
            return Presence.of(directory.resolve(NAME), held.key(), 0) == Presence.THERE;
        } finally {
            changing.unlock();
        }
    }

    /** Locks the directory again, which is created if it has gone, unless the lock is still there. */
    void renew() throws IOException {
        changing.lock();
        try {
            if (Presence.of(directory.resolve(NAME), held.key(), 0) != Presence.THERE) {
                Files.createDirectories(directory);
                String pid = Long.toString(ProcessHandle.current().pid());
                Held before = held;
                held = Shielded.call(() -> tryLock(directory, pid));
                before.channel().close(); // of another file, so it does not drop the new lock
            }
        } finally {
            changing.unlock();
        }
    }

    private static Held tryLock(Path directory, String pid) throws IOException {
        Path file = directory.resolve(NAME);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw new IOException("the directory of the tier file is in use by process " + holder(channel)
                        + "; stop that process, name another directory, or set readOnly: true: directory=" + directory);
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new Held(channel, lock, Presence.key(file));
        } catch (OverlappingFileLockException e) {
            throw new IOException(
                    "the directory of the tier file is locked in this process already: directory=" + directory, e);
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
