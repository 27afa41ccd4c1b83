/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.local.Chore;
import io.omnicache.tier.local.Durability;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A log with what makes its changes last and keeps it small. Thread-safe. */
final class Shard {
    private static final int LEAST_TRIES = 8;

    private final Log log;
    private final LogReads reads;
    private final GroupCommit commit;
    private final Cleaner cleaner;
    private final Chore cleaning;

    private final Watch watch;
    private final FullDisk disk;

    Shard(Log log, Watch watch, FullDisk disk) {
        this.log = log;
        this.watch = watch;
        this.disk = disk;
        reads = new LogReads(log);
        commit = new GroupCommit(log);
        cleaner = new Cleaner(log, disk::share);
        cleaning = new Chore(log.settings().directory(), "cleaning a log", cleaner::clean);
    }

    Log log() {
        return log;
    }

    LogReads reads() {
        return reads;
    }

    GroupCommit commit() {
        return commit;
    }

    Cleaner cleaner() {
        return cleaner;
    }

    /** Appends lines with one write; returns when that counts as made. */
    void append(Lines lines) throws IOException {
        watch.look();
        disk.await();
        settle(appendThere(lines));
    }

    private long appendThere(Lines lines) throws IOException {
        long since = disk.made();
        try {
            return log.append(lines);
        } catch (NoSuchFileException e) { // the directory has gone
            watch.lookNow();
            return log.append(lines);
        } catch (IOException e) {
            return appendWithRoom(lines, since, e);
        }
    }

    /* Where the disk is full, as often as cleaning gives some room, which others may take. */
    private long appendWithRoom(Lines lines, long before, IOException failure) throws IOException {
        long since = before;
        int left = LEAST_TRIES + log.catalog().oldestFirst().size();
        for (; left > 0 && hasRoom(lines, since, failure); left--) {
            since = disk.made();
            try {
                return log.append(lines);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private boolean hasRoom(Lines lines, long since, IOException failure) {
        try {
            return disk.makeRoom(lines.length(), since);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** The same if the newest line of the key is the one expected; returns whether it was. */
    boolean appendIf(Lines line, long expected) throws IOException {
        watch.look();
        disk.await();
        long appended = log.appendIf(line, expected);
        if (appended >= 0) {
            settle(appended);
        }
        return appended >= 0;
    }

    /** Appends lines, and begins anew, if there are many bytes of them. */
    void appendIfFull(Lines lines, int bytes) throws IOException {
        if (lines.length() >= bytes) {
            append(lines);
            lines.reset();
        }
    }

    /** Appends lines if there are some. */
    void appendRest(Lines lines) throws IOException {
        if (lines.count() > 0) {
            append(lines);
        }
    }

    private void settle(long appended) throws IOException {
        if (log.settings().durability() == Durability.FSYNC) {
            commit.await(appended);
        }
        if (cleaner.isLate()) {
            cleaning.run(); // who writes faster than is cleaned has to wait
        } else if (cleaner.isDue()) {
            cleaning.ask();
        }
        disk.changed(log);
    }

    /** Rewrites all files, so that only what is alive remains; runs something after each. */
    void compact(Runnable cleanedOne) throws IOException {
        disk.run(() -> cleaner.compact(cleanedOne));
    }

    void clear() throws IOException {
        disk.run(cleaner::clear);
        if (log.settings().durability() == Durability.FSYNC) {
            log.force();
            Directories.force(log.settings().directory());
        }
    }

    /** Waits for what is being cleaned, and cleans no more. */
    void stop() {
        cleaner.stop();
    }
}
