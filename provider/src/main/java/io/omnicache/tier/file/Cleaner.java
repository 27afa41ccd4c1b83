/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a log from becoming more than its share larger than what is alive in it: what is still needed of a segment is appended again, and
 * then the file goes. Since nothing is changed in place and the copy is forced to the disk before the file goes, the process may end at
 * any point: what is there twice says the same.
 *
 * <p>A line that says that a key is not there is needed as long as the log has an older segment, in which the key may be. Thread-safe: one
 * at a time.
 */
final class Cleaner {
    private static final int BATCH = 256 << 10;
    private static final long NONE = Long.MAX_VALUE;

    private final Log log;
    private final DoubleSupplier reserved;
    private final ReentrantLock cleaning = new ReentrantLock();

    @GuardedBy("cleaning")
    private boolean stopped;

    /**
     * The first segment that may hold moved lines which are not forced yet, {@link #NONE} if there is none. An attempt may have failed half-way, also
     * in an earlier life of the store, and then the next one finds nothing to move.
     */
    @GuardedBy("cleaning")
    private long unforced;

    private final AtomicLong cleaned = new AtomicLong();

    /**
     * Creates one.
     *
     * @param reserved how many bytes of what the log may take are kept free for a full disk
     */
    Cleaner(Log log, DoubleSupplier reserved) {
        this.log = log;
        this.reserved = reserved;
    }

    /** Returns how many bytes the log may take. */
    private double limit() {
        return log.settings().overhead() * log.catalog().live() + Log.SLACK - reserved.getAsDouble();
    }

    /** Returns whether it is time to begin, early enough to be done before the limit. */
    boolean isDue() {
        return log.catalog().total() > limit() - 2.0 * log.segmentSize();
    }

    /** Returns whether the log has become too large, so that whoever writes has to wait. */
    boolean isLate() {
        return log.catalog().total() > limit();
    }

    /** Returns how many segments were cleaned. */
    long cleaned() {
        return cleaned.get();
    }

    /** Cleans until it is not due any more. */
    void clean() throws IOException {
        cleaning.lock();
        try {
            for (int left = 2 * log.catalog().oldestFirst().size() + 2; left > 0 && isDue() && !stopped; left--) {
                Segment victim = choose(Segments::victim);
                if (victim == null) {
                    return;
                }
                clean(victim);
            }
        } finally {
            cleaning.unlock();
        }
    }

    /** Removes files of which nothing is needed, without writing anything; returns whether there were some. */
    boolean dropDead() throws IOException {
        cleaning.lock();
        try {
            boolean dropped = false;
            Segment dead = stopped ? null : choose(Segments::dead);
            while (dead != null) {
                remove(dead);
                dropped = true;
                dead = choose(Segments::dead);
            }
            return dropped;
        } finally {
            cleaning.unlock();
        }
    }

    /** Cleans the file of which most can be given back, due or not; returns whether something was. */
    boolean cleanOne() throws IOException {
        cleaning.lock();
        try {
            Segment victim = stopped ? null : choose(Segments::emptiest);
            return victim != null && clean(victim);
        } finally {
            cleaning.unlock();
        }
    }

    /**
     * Cleans all files that there are, the oldest first, so that nothing is needed of what is not alive.
     *
     * @param cleanedOne is run after each
     */
    void compact(Runnable cleanedOne) throws IOException {
        cleaning.lock();
        try {
            long last = log.catalog().ask((ignored, all) -> all.nextId()) - 1;
            Segments.Choice oldest = (all, active) -> all.oldest(last, active);
            Segment victim = stopped ? null : log.choose(oldest, 0);
            while (victim != null && clean(victim)) {
                cleanedOne.run();
                victim = log.choose(oldest, 0);
            }
        } finally {
            cleaning.unlock();
        }
    }

    private @Nullable Segment choose(Segments.Choice choice) throws IOException {
        return log.choose(choice, Log.SMALLEST_SEGMENT);
    }

    /** Removes everything. */
    void clear() throws IOException {
        cleaning.lock();
        try {
            log.clear();
            unforced = NONE;
        } finally {
            cleaning.unlock();
        }
    }

    /** Waits for what is being cleaned, and cleans no more. */
    void stop() {
        cleaning.lock();
        try {
            stopped = true;
        } finally {
            cleaning.unlock();
        }
    }

    @GuardedBy("cleaning")
    private boolean clean(Segment victim) throws IOException {
        boolean oldest = log.catalog().ask((ignored, all) -> all.isOldest(victim));
        Rescue rescue = new Rescue(victim, oldest);
        try {
            if (victim.live > 0 || (victim.removals > 0 && !oldest)) {
                Walk.over(victim.file(), 0, victim.length(), rescue);
                rescue.flush();
            }
            rescue.unreadable();
        } finally {
            unforced = Math.min(unforced, rescue.first);
        }
        if (rescue.unknown) { // what it said of keys that are not there is lost, but that it said something still
            // counts
            victim.barrier = true;
            return false;
        }
        remove(victim);
        return true;
    }

    @GuardedBy("cleaning")
    private void remove(Segment segment) throws IOException {
        forceMoved();
        segment.file().delete(); // first, since a segment that is still there may hold what is removed by others
        log.catalog().remove(segment);
        cleaned.incrementAndGet();
    }

    /** Nobody who appends waits for it. */
    @GuardedBy("cleaning")
    private void forceMoved() throws IOException {
        if (unforced != NONE) {
            for (Segment each : log.catalog().oldestFirst()) {
                if (each.id() >= unforced) {
                    each.file().forceWritten();
                }
            }
            Directories.force(log.settings().directory());
            unforced = NONE;
        }
    }

    /** Appends again what is still needed of a segment. */
    private final class Rescue implements Walk.Visitor {
        private final Segment victim;
        private final boolean oldest;
        private final Lines found = new Lines();
        private final Lines current = new Lines();
        private long[] places = new long[64];
        private boolean unknown;

        /** The first segment that may have got lines. */
        private long first = NONE;

        Rescue(Segment victim, boolean oldest) {
            this.victim = victim;
            this.oldest = oldest;
        }

        @Override
        public void line(Line line, byte[] bytes, int at, int size, long offset) throws IOException {
            if (line.kind() == Line.Kind.PUT) {
                long place = Location.of(victim.slot(), offset, size);
                if (log.catalog().find(line.hash()) == place) {
                    found.copy(bytes, at, size, line.hash(), 0, false);
                    added(place);
                }
            } else if (line.kind() == Line.Kind.REMOVAL
                    && !oldest
                    && log.catalog().find(line.hash()) == Location.NONE) {
                found.copy(bytes, at, size, line.hash(), 0, true);
                added(Location.NONE);
            }
        }

        @Override
        public void damaged(long offset, int size, long hash) throws IOException {
            if (!oldest && log.catalog().find(hash) == Location.NONE) {
                found.removal(hash, null); // what is older of this key must not come back
                added(Location.NONE);
            }
        }

        @Override
        public void unknown(long offset, int size) {
            unknown |= !oldest;
        }

        @Override
        public void torn(long offset, int size) {
            // It was never acknowledged.
        }

        private void added(long place) throws IOException {
            if (places.length < found.count()) {
                places = Arrays.copyOf(places, 2 * places.length);
            }
            places[found.count() - 1] = place;
            if (found.length() >= BATCH) {
                flush();
            }
        }

        void flush() throws IOException {
            if (found.count() > 0) {
                begin();
                log.appendCurrent(found, places, current);
                found.reset();
                current.trim(2 * BATCH);
                found.trim(2 * BATCH);
            }
        }

        private void begin() {
            first = Math.min(first, log.appendsTo());
        }

        /* Entries of lines that turned out to be damaged: what is older of them must not come back either. */
        void unreadable() throws IOException {
            for (long hash : log.catalog().hashesIn(victim)) {
                long place = log.catalog().find(hash);
                if (Location.slot(place) == victim.slot() && place != Location.NONE) {
                    found.reset();
                    found.removal(hash, null);
                    begin();
                    log.appendIf(found, place);
                }
            }
        }
    }
}
