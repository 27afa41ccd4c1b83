/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.Clock;
import io.omnicache.tier.local.Chore;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** When a store takes snapshots of its index: at closing, and each few minutes while it changes. Thread-safe. */
final class Snapshots {
    private static final long MILLIS_BETWEEN = Duration.ofMinutes(5).toMillis();

    private final Path directory;
    private final long mark;
    private final List<Log> logs;
    private final Clock clock;
    private final FullDisk disk;
    private final Chore chore;
    private final AtomicLong last;
    private final ReentrantLock writing = new ReentrantLock();
    private boolean over;

    Snapshots(Path directory, long mark, List<Shard> shards, Clock clock, FullDisk disk) {
        this.directory = directory;
        this.mark = mark;
        logs = shards.stream().map(Shard::log).toList();
        this.disk = disk;
        this.clock = clock;
        last = new AtomicLong(clock.millis());
        chore = new Chore(directory, "taking a snapshot", this::writeInBetween);
    }

    /** Makes the indexes of all logs, of the last snapshot and what came after it. */
    void open(OpeningReport report) throws IOException {
        @Nullable Snapshot snapshot = read();
        Replays.open(logs, snapshot, report);
        if (snapshot != null) {
            report.snapshotUsed();
        }
        if (report.lostPower()) {
            Events.lostPower(directory, report);
            keepWhatWasDropped();
        }
    }

    /* What says that entries were dropped may be cleaned, so it has to be in a snapshot before; without one, all is dropped again. */
    private void keepWhatWasDropped() throws IOException {
        if (logs.get(0).settings().readOnly()) {
            return;
        }
        try {
            takeOne();
        } catch (IOException e) {
            Events.snapshotNotTaken(directory, e);
            Files.deleteIfExists(directory.resolve(Snapshot.NAME));
        }
    }

    private @Nullable Snapshot read() throws IOException {
        @Nullable Snapshot[] read = new @Nullable Snapshot[1];
        Shielded.run(() -> read[0] = Snapshot.read(directory, mark, logs.size()));
        return read[0];
    }

    /** Is to be called after a change. */
    void changed() {
        long before = last.get();
        long now = clock.millis();
        if (now - before > MILLIS_BETWEEN && last.compareAndSet(before, now)) {
            chore.ask();
        }
    }

    private void writeInBetween() throws IOException {
        writing.lock();
        try {
            if (!over) {
                takeOne();
            }
        } finally {
            writing.unlock();
        }
    }

    private void takeOne() throws IOException {
        Shielded.run(() -> disk.run(() -> Snapshot.write(directory, mark, logs)));
    }

    /** Takes the last one, or none any more. */
    void finish(boolean take) throws IOException {
        writing.lock();
        try {
            over = true;
            if (take) {
                takeOne();
            }
        } finally {
            writing.unlock();
        }
    }
}
