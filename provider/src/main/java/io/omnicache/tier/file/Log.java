/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.omnicache.tier.ReadOnlyTierException;
import io.omnicache.tier.local.Durability;
import io.omnicache.tier.local.Shielded;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a store whose hashes begin with the same bits: files that are only appended to. A later line counts instead of an
 * earlier one of the same key. What a write has returned from is with the operating system, and no later step touches it: that is why it
 * survives the end of the process.
 *
 * <p>Writes hold the lock over the system call, reads hold none but that of the {@link Catalog}; the order is this one's first. Nobody is
 * called back under it. Thread-safe.
 */
final class Log {
    /** Segments are not smaller, however little the log holds. */
    static final long SMALLEST_SEGMENT = 64 << 10;

    /** What a log may take beyond its share: where it holds little, segments are large beside it. */
    static final long SLACK = 4 * SMALLEST_SEGMENT;

    private static final long LARGEST_SEGMENT = 64 << 20;
    private static final int SEGMENTS_OF_LIVE = 16;

    private final int number;
    private final LogSettings settings;
    private final int headerLength;
    private final Catalog catalog;
    private final ReentrantLock appending = new ReentrantLock();

    @GuardedBy("appending")
    private @Nullable Segment active;

    @GuardedBy("appending")
    private long appended;

    /** Whether the last write has failed. */
    @GuardedBy("appending")
    private boolean failing;

    Log(int number, LogSettings settings) {
        this.number = number;
        this.settings = settings;
        this.headerLength = settings.headerLength();
        this.catalog = new Catalog(settings.logBits());
    }

    int number() {
        return number;
    }

    LogSettings settings() {
        return settings;
    }

    Catalog catalog() {
        return catalog;
    }

    /** Appends lines with one write; returns how many bytes were appended since the store was opened. */
    long append(Lines lines) throws IOException {
        appending.lock();
        try {
            return write(lines);
        } finally {
            appending.unlock();
        }
    }

    /** Appends one line if the newest of its key is the one expected; returns what {@link #append} does, or -1. */
    long appendIf(Lines line, long expected) throws IOException {
        appending.lock();
        try {
            return catalog.find(line.hash(0)) == expected ? write(line) : -1;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Appends those of the lines that still are what they were found as: the newest of their key where they stood, or a removal of a key
     * that is not there. The times are those of the index.
     *
     * @param moved for the lines that are appended
     */
    void appendCurrent(Lines found, long[] places, Lines moved) throws IOException {
        appending.lock();
        try {
            moved.reset();
            for (int i = 0; i < found.count(); i++) {
                long times = catalog.timesIf(found.hash(i), places[i]);
                if (times != Catalog.NOT_SO) {
                    int start = found.start(i);
                    moved.copy(found.bytes(), start, found.end(i) - start, found.hash(i), times, found.isRemoval(i));
                }
            }
            if (moved.count() > 0) {
                write(moved);
            }
        } finally {
            appending.unlock();
        }
    }

    /** Begins anew: a line that says that nothing before it counts, and then the files before it go. */
    void clear() throws IOException {
        appending.lock();
        try {
            if (catalog.oldestFirst().isEmpty()) {
                return;
            }
            Segment fresh = roll();
            Lines cleared = new Lines();
            cleared.cleared();
            write(cleared);
            catalog.foundBarrier(fresh);
            for (Segment each : catalog.oldestFirst()) {
                if (each != fresh) {
                    each.file().delete();
                    catalog.remove(each);
                }
            }
        } finally {
            appending.unlock();
        }
    }

    @GuardedBy("appending")
    private long write(Lines lines) throws IOException {
        Segment segment = room(lines.length());
        try {
            return write(lines, segment);
        } catch (IOException e) {
            if (isKept(segment)) {
                throw e;
            }
            return writeAnew(lines, e);
        }
    }

    /* Else a disk that is full now and then would be littered with small files. */
    @GuardedBy("appending")
    private boolean isKept(Segment segment) {
        boolean first = !failing;
        failing = true;
        return !segment.isBroken()
                && (segment.length() <= headerLength || (first && segment.length() < SMALLEST_SEGMENT / 4));
    }

    @GuardedBy("appending")
    private long write(Lines lines, Segment segment) throws IOException {
        segment.append(lines);
        failing = false;
        catalog.appended(segment, lines);
        appended += lines.length();
        return appended;
    }

    /* Where one file takes no more, another one may: the first is as large as the system allows, or its place on the disk is bad. */
    @GuardedBy("appending")
    private long writeAnew(Lines lines, IOException before) throws IOException {
        try {
            return write(lines, roll());
        } catch (IOException e) {
            before.addSuppressed(e);
            throw before;
        }
    }

    @GuardedBy("appending")
    private Segment room(int size) throws IOException {
        Segment present = active;
        if (present != null
                && !present.isBroken()
                && (present.length() + size <= segmentSize() || present.length() <= headerLength)) {
            return present;
        }
        return roll();
    }

    /** Returns how large a segment may become, but for a single write. */
    long segmentSize() {
        return Math.max(SMALLEST_SEGMENT, Math.min(catalog.live() / SEGMENTS_OF_LIVE, LARGEST_SEGMENT));
    }

    @GuardedBy("appending")
    private Segment roll() throws IOException {
        if (settings.readOnly()) {
            throw new ReadOnlyTierException("the tier file was opened read-only: directory=" + settings.directory());
        }
        sealActive();
        Segment fresh = catalog.next(settings.directory(), number);
        Lines header = new Lines();
        header.header(settings.header());
        fresh.file().create();
        try {
            fresh.file().write(header.bytes(), 0, header.length(), 0);
            if (settings.durability() == Durability.FSYNC) {
                fresh.file().force();
                Directories.force(settings.directory());
            }
        } catch (IOException | RuntimeException | Error e) {
            fresh.file().delete();
            throw e;
        }
        fresh.length(header.length());
        catalog.add(fresh);
        active = fresh;
        return fresh;
    }

    @GuardedBy("appending")
    private void sealActive() throws IOException {
        if (active != null && settings.durability() == Durability.FSYNC) {
            active.file().force();
        }
        active = null;
    }

    /** Returns how many bytes were appended since the store was opened. */
    long appended() {
        appending.lock();
        try {
            return appended;
        } finally {
            appending.unlock();
        }
    }

    /** Makes what was appended up to now survive a loss of power; returns how much that is. */
    long force() throws IOException {
        Segment newest;
        long reached;
        appending.lock();
        try {
            newest = active;
            reached = appended;
        } finally {
            appending.unlock();
        }
        if (newest != null) {
            newest.file().force();
        }
        return reached;
    }

    /** Returns the number of the first segment that may get what is appended from now on. */
    long appendsTo() {
        appending.lock();
        try {
            return active != null ? active.id() : catalog.ask((ignored, all) -> all.nextId());
        } finally {
            appending.unlock();
        }
    }

    /** Returns what is chosen of the segments but the newest; ends that one if it is the only one, and longer than so many bytes. */
    @Nullable
    Segment choose(Segments.Choice choice, long least) throws IOException {
        appending.lock();
        try {
            Segment newest = active;
            Segment found = catalog.seek((ignored, all) -> choice.of(all, newest));
            if (found == null && active != null && active.length() > least) {
                sealActive();
                found = catalog.seek((ignored, all) -> choice.of(all, null));
            }
            return found;
        } finally {
            appending.unlock();
        }
    }

    /** Calls a function while nothing can be appended. */
    void holding(Shielded.Step function) throws IOException {
        appending.lock();
        try {
            function.run();
        } finally {
            appending.unlock();
        }
    }

    /** Closes the files; what is appended after it begins another one. */
    void close() throws IOException {
        appending.lock();
        try {
            sealActive();
            catalog.oldestFirst().forEach(each -> each.file().close());
        } finally {
            appending.unlock();
        }
    }
}
