/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that keeps room on the disk free for the store: when the disk is full, it goes, so that cleaning has somewhere to write, and is
 * made again of what that has given. Thread-safe.
 */
final class Reserve {
    static final String NAME = "reserve";

    /** A little more than is needed now, so that it does not grow with each entry. */
    private static final double AHEAD = 1.25;

    private static final int PIECE = 64 << 10;
    private static final long MILLIS_BETWEEN = Duration.ofSeconds(10).toMillis();

    private final Path file;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long size; // changed under the lock
    private volatile boolean lent;
    private volatile boolean failed;
    private volatile long failedAt;
    private boolean closed; // guarded by the lock

    /** Takes over the file that an earlier life of the store has left. */
    Reserve(Path directory, Clock clock) throws IOException {
        this.clock = clock;
        file = directory.resolve(NAME);
        size = Files.exists(file) ? Files.size(file) : 0;
    }

    long size() {
        return size;
    }

    /** Returns whether it is smaller than it is to be, and it is worth trying to change that. */
    boolean isLess(long wanted) {
        return size < wanted && !lent && (!failed || clock.millis() - failedAt >= MILLIS_BETWEEN);
    }

    /** Makes it at least so large; if there is no room for that, it stays as it is. */
    void grow(long wanted) throws IOException {
        lock.lock();
        try {
            if (!closed && size < wanted) {
                Shielded.run(() -> extend((long) (wanted * AHEAD)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for who makes it larger just now; from then on nobody does: the directory may be another's, or deleted. */
    void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void extend(long wanted) throws IOException {
        long before = size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            before = Math.min(before, channel.size());
            fill(channel, before, wanted);
            size = wanted;
            failed = false;
        } catch (IOException e) {
            failedAt = clock.millis();
            failed = true;
            size = before;
            cut(before, e);
            throw e;
        }
    }

    /* Random bytes, since file systems that compress take no room for others. */
    private static void fill(FileChannel channel, long from, long to) throws IOException {
        byte[] bytes = new byte[PIECE];
        new Random(from).nextBytes(bytes);
        for (long at = from; at < to; ) {
            at += channel.write(ByteBuffer.wrap(bytes, 0, (int) Math.min(PIECE, to - at)), at);
        }
    }

    private void cut(long length, IOException because) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Waits while its room is lent: what others wrote would take it from those who make more. */
    void await() {
        while (lent) {
            lock.lock();
            try {
                if (!lent) {
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives its room to work that makes more. */
    void lend(Shielded.Step work) throws IOException {
        lock.lock();
        try {
            long before = size;
            lent = true;
            Files.deleteIfExists(file);
            size = 0;
            try {
                work.run();
            } finally {
                restore(before);
            }
        } finally {
            lent = false;
            lock.unlock();
        }
    }

    private void restore(long before) {
        try {
            if (before > 0) {
                Shielded.run(() -> extend(before));
            }
        } catch (IOException e) {
            Events.noReserve(file, e); // it is tried again when something is written
        }
    }
}
