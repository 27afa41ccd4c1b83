/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.local.Chore;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes room where the disk is full, of what is dead in the store: first of files of which nothing is needed, then of the one of which
 * most can be given back, with the room of the {@link Reserve}. Thread-safe. No lock of a log is held by who calls it.
 */
final class FullDisk {
    private final Path directory;
    private final boolean readOnly;
    private final Reserve reserve;
    private final Chore keeping;
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicLong made = new AtomicLong();
    private volatile List<Shard> shards = List.of();

    FullDisk(LogSettings settings, Clock clock) throws IOException {
        directory = settings.directory();
        readOnly = settings.readOnly();
        reserve = new Reserve(directory, clock);
        keeping = new Chore(directory, "keeping room in reserve", () -> reserve.grow(wanted()));
    }

    /** Says where room can be made. */
    void over(List<Shard> all) {
        shards = List.copyOf(all);
    }

    /** No room is kept from now on; what is kept stays. */
    void close() {
        reserve.close();
    }

    /** Is to be called before a change: waits while room is being made. */
    void await() {
        reserve.await();
    }

    /** Is to be called after a change of a log. */
    void changed(Log log) {
        if (log.catalog().total() > 2 * Log.SMALLEST_SEGMENT && reserve.isLess(log.segmentSize())) {
            keeping.ask();
        }
    }

    /** Returns how many bytes of what a log may take are kept in reserve. */
    double share() {
        return (double) reserve.size() / Math.max(1, shards.size());
    }

    private long wanted() {
        return shards.stream().mapToLong(each -> each.log().segmentSize()).max().orElse(0);
    }

    /** Does what needs a little room, with that of the reserve if the disk is full. */
    void run(Shielded.Step work) throws IOException {
        try {
            work.run();
        } catch (IOException e) {
            if (readOnly || !isFullAfter(e)) {
                throw e;
            }
            reserve.lend(work);
        }
    }

    /** Returns how often room was made. */
    long made() {
        return made.get();
    }

    /**
     * Makes some room if the disk has none for so many bytes, and nobody else has made some.
     *
     * @param since what {@link #made} said before the write that failed
     * @return whether it is worth trying to write once more
     */
    boolean makeRoom(long bytes, long since) throws IOException {
        if (readOnly) {
            return false;
        }
        making.lock();
        try {
            if (made.get() == since && isFull(bytes) && (dropDead() || clean())) {
                made.incrementAndGet();
            }
            return made.get() != since;
        } finally {
            making.unlock();
        }
    }

    private boolean isFull(long bytes) throws IOException {
        return Files.getFileStore(directory).getUsableSpace() < bytes + Log.SMALLEST_SEGMENT;
    }

    private boolean isFullAfter(IOException failure) {
        try {
            return isFull(0);
        } catch (IOException e) { // as where the directory has gone
            failure.addSuppressed(e);
            return false;
        }
    }

    private boolean dropDead() throws IOException {
        boolean dropped = false;
        for (Shard each : shards) {
            dropped |= each.cleaner().dropDead();
        }
        return dropped;
    }

    private boolean clean() throws IOException {
        boolean[] cleaned = {false};
        reserve.lend(() -> {
            for (Shard each : shards) {
                cleaned[0] |= each.cleaner().cleanOne();
            }
        });
        return cleaned[0];
    }
}
