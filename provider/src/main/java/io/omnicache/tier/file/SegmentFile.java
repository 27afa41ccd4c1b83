/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.tier.local.Presence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read and written at positions which its user knows. It is opened when it is needed, and again when it was closed
 * meanwhile: by {@link OpenFiles}, or since a thread was interrupted, which closes the channel for all (the thread stays interrupted, and
 * what it wanted is done). Thread-safe.
 */
final class SegmentFile {
    /** More is read and written in pieces, since the JDK keeps a buffer of that size with each thread. */
    private static final int PIECE = 1 << 20;

    private final Path path;
    private final Set<OpenOption> options;
    private final ReentrantLock opening = new ReentrantLock();

    @GuardedBy("opening")
    private boolean gone;

    private volatile long written;
    private volatile long forced;

    private volatile @Nullable FileChannel channel;
    private volatile @Nullable Object key; // null until it is known
    private boolean used; // a race costs nothing but a file that is opened again

    SegmentFile(Path path, boolean writable) {
        this.path = path;
        this.options =
                writable ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE) : Set.of(StandardOpenOption.READ);
    }

    /** What is done with an open channel; begins anew if the channel was closed. */
    private interface Attempt {
        long with(FileChannel open) throws IOException;
    }

    Path path() {
        return path;
    }

    /** Creates the file, which must not be there. */
    void create() throws IOException {
        Files.createFile(path);
        remember();
    }

    /** Remembers which file stands at the path now. */
    void remember() throws IOException {
        key = Presence.key(path);
    }

    /** Returns what became of the file, which is to have a length at least. */
    Presence presence(long length) throws IOException {
        return Presence.of(path, key, length);
    }

    /** Reads until there is enough or the file ends; returns how much was read. */
    int read(byte[] to, int at, int length, long position) throws IOException {
        return (int) attempt(open -> {
            int done = 0;
            int step = 0;
            while (done < length && step >= 0) {
                step = open.read(ByteBuffer.wrap(to, at + done, Math.min(length - done, PIECE)), position + done);
                done += Math.max(step, 0);
            }
            return done;
        });
    }

    /** Writes all; if it throws, part of it may have been written. */
    void write(byte[] from, int at, int length, long position) throws IOException {
        attempt(open -> {
            int done = 0;
            while (done < length) {
                done += open.write(ByteBuffer.wrap(from, at + done, Math.min(length - done, PIECE)), position + done);
            }
            return done;
        });
        written = Math.max(written, position + length);
    }

    void truncate(long length) throws IOException {
        attempt(open -> open.truncate(length).size());
    }

    long length() throws IOException {
        return attempt(FileChannel::size);
    }

    /** Makes what was written survive a loss of power. */
    void force() throws IOException {
        long end = written;
        attempt(open -> {
            open.force(false);
            return 0;
        });
        forced = Math.max(forced, end);
    }

    /** Returns how much of the file is known to survive a loss of power. */
    long forced() {
        return forced;
    }

    /** Takes in how much earlier lives of the store have written, and how much of that is known to be forced. */
    void found(long length, long mark) {
        written = length;
        forced = mark;
    }

    /** Does {@link #force} if something was written since, unless the file was deleted since nothing in it is needed. */
    void forceWritten() throws IOException {
        try {
            if (forced < written) {
                force();
            }
        } catch (NoSuchFileException e) {
            if (!isGone()) {
                throw e;
            }
        }
    }

    /** Returns whether the file was closed for good, as it is before it is deleted. */
    boolean isGone() {
        opening.lock();
        try {
            return gone;
        } finally {
            opening.unlock();
        }
    }

    private long attempt(Attempt attempt) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel open = open();
                try {
                    return attempt.with(open);
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                } catch (ClosedChannelException e) {
                    Thread.onSpinWait(); // somebody else was interrupted, or it was given up in between
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private FileChannel open() throws IOException {
        FileChannel present = channel;
        if (present != null && present.isOpen()) {
            if (!used) {
                used = true;
            }
            return present;
        }
        return openAnew();
    }

    private FileChannel openAnew() throws IOException {
        FileChannel before;
        FileChannel open;
        opening.lock();
        try {
            before = channel;
            if (before != null && before.isOpen()) {
                return before;
            }
            if (gone) {
                throw new NoSuchFileException(path.toString());
            }
            open = FileChannel.open(path, options);
            if (isAnother()) {
                closeQuietly(open);
                throw new NoSuchFileException(path.toString(), null, "there is another file");
            }
            channel = open;
        } finally {
            opening.unlock();
        }
        if (before == null) { // else it is still counted; not under the lock, since others may be closed for it
            OpenFiles.opened(this);
        }
        return open;
    }

    private boolean isAnother() throws IOException {
        Object known = key;
        key = known == null ? Presence.key(path) : known;
        return known != null && !known.equals(Presence.key(path));
    }

    /** Returns whether it was used since this was asked last. */
    boolean wasUsed() {
        boolean was = used;
        used = false;
        return was;
    }

    /** Closes the file until it is needed again; called by {@link OpenFiles}. */
    void release() {
        opening.lock();
        try {
            FileChannel present = channel;
            channel = null;
            if (present != null) {
                closeQuietly(present);
            }
        } finally {
            opening.unlock();
        }
    }

    private void closeQuietly(FileChannel open) {
        try {
            open.close();
        } catch (IOException e) {
            Events.closingFailed(path, e); // every write that was acknowledged has returned before
        }
    }

    /** Closes the file for good. */
    void close() {
        opening.lock();
        try {
            gone = true;
        } finally {
            opening.unlock();
        }
        OpenFiles.closed(this);
        release();
    }

    /** Closes the file for good, and deletes it; one that somebody else has put in its place is moved aside. */
    void delete() throws IOException {
        boolean replaced = presence(0) == Presence.REPLACED;
        close();
        if (replaced) {
            Path aside = path.resolveSibling(path.getFileName() + ".replaced-" + UUID.randomUUID());
            Files.move(path, aside);
            Events.setAside(path, aside, "another file stood in its place");
        } else {
            Files.deleteIfExists(path);
        }
    }
}
