/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a log holds: where the newest line of each key stands, the segments, and how much of them is alive. Thread-safe; its lock is held
 * for a few instructions, never over input or output, and nobody is called back under it.
 */
final class Catalog {
    /** What {@link #timesIf} says if it is not so. */
    static final long NOT_SO = -1;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Index index;

    @GuardedBy("lock")
    private final Segments segments = new Segments();

    // Changed under the lock.
    private final AtomicLong live = new AtomicLong();
    private final AtomicLong total = new AtomicLong();
    private volatile int count;

    Catalog(int logBits) {
        index = new Index(logBits);
    }

    int count() {
        return count;
    }

    /** Returns about how many bytes the newest lines of all keys take. */
    long live() {
        return live.get();
    }

    /** Returns how many bytes the segments have. */
    long total() {
        return total.get();
    }

    /** Returns where the newest line of a hash stands. */
    long find(long hash) {
        lock.lock();
        try {
            return index.find(hash);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the same, and gives the times to the scratch after it has noted that the entry is used now. */
    long use(long hash, long second, Scratch scratch) {
        lock.lock();
        try {
            return index.use(hash, second, scratch);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the times of an entry if its newest line stands at a place, {@link Location#NONE} for one that is not there. */
    long timesIf(long hash, long place) {
        lock.lock();
        try {
            return index.find(hash) == place ? index.times(hash) : NOT_SO;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the segment of a location, null if it has gone. */
    @Nullable
    Segment segment(long location) {
        lock.lock();
        try {
            return segments.at(Location.slot(location));
        } finally {
            lock.unlock();
        }
    }

    /** Takes in lines that were written at the end of a segment. */
    void appended(Segment segment, Lines lines) {
        lock.lock();
        try {
            long offset = segment.length();
            segment.length(offset + lines.length());
            total.addAndGet(lines.length());
            for (int i = 0; i < lines.count(); i++) {
                int length = lines.end(i) - lines.start(i);
                if (lines.isRemoval(i)) {
                    removed(segment, lines.hash(i), length);
                } else {
                    put(segment, lines.hash(i), offset + lines.start(i), length, lines.times(i));
                }
            }
            count = index.count();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in an entry that was found in a segment. */
    void foundEntry(Segment segment, long hash, long offset, int length, long times) {
        lock.lock();
        try {
            put(segment, hash, offset, length, times);
            count = index.count();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in that a segment says, in so many bytes, that a key is not there. */
    void foundRemoval(Segment segment, long hash, int length) {
        lock.lock();
        try {
            removed(segment, hash, length);
            count = index.count();
        } finally {
            lock.unlock();
        }
    }

    /** Takes in that a segment says that nothing before it counts. */
    void foundBarrier(Segment segment) {
        lock.lock();
        try {
            index.clear();
            segments.oldestFirst().forEach(each -> each.live = 0);
            segment.barrier = true;
            live.set(0);
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void put(Segment segment, long hash, long offset, int length, long times) {
        long location = Location.of(segment.slot(), offset, length);
        segment.live += Location.meanLength(location);
        live.addAndGet(Location.meanLength(location));
        dead(index.put(hash, location, times));
    }

    @GuardedBy("lock")
    private void removed(Segment segment, long hash, int length) {
        segment.removals += length;
        dead(index.remove(hash));
    }

    @GuardedBy("lock")
    private void dead(long location) {
        Segment segment = location == Location.NONE ? null : segments.at(Location.slot(location));
        if (segment != null) {
            segment.live -= Location.meanLength(location);
            live.addAndGet(-Location.meanLength(location));
        }
    }

    /** Forgets an entry without a line that says so. */
    void forget(long hash) {
        lock.lock();
        try {
            dead(index.remove(hash));
            count = index.count();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a segment that is newer than all others; it is added with {@link #add}. */
    Segment next(Path directory, int log) throws IOException {
        lock.lock();
        try {
            return segments.next(directory, log);
        } finally {
            lock.unlock();
        }
    }

    /** Makes a segment of a file that is there, in a slot, or in any if that is 0; it is added with {@link #add}. */
    Segment found(long id, int slot, Path file, long length, boolean writable) throws IOException {
        lock.lock();
        try {
            return segments.found(id, slot, file, length, writable);
        } finally {
            lock.unlock();
        }
    }

    void add(Segment segment) {
        lock.lock();
        try {
            segments.add(segment);
            total.addAndGet(segment.length());
        } finally {
            lock.unlock();
        }
    }

    /** Takes a segment out whose file has gone. */
    void remove(Segment segment) {
        lock.lock();
        try {
            segments.remove(segment);
            total.addAndGet(-segment.length());
        } finally {
            lock.unlock();
        }
    }

    /** Takes in that a segment ends sooner than its file says. */
    void shortened(Segment segment, long length) {
        total.addAndGet(length - segment.length());
        segment.length(length);
    }

    /** Takes in what a snapshot says, but for entries whose lines have gone, and returns the hashes of those. */
    long[] restore(Snapshot.Part snapshot) {
        lock.lock();
        try {
            snapshot.into(index);
            segments.nextIdAtLeast(snapshot.nextId());
            live.set(
                    segments.oldestFirst().stream().mapToLong(each -> each.live).sum());
            Segments present = segments;
            long[] gone = index.hashesAt(location -> !present.isThere(location));
            for (long hash : gone) {
                dead(index.remove(hash));
            }
            count = index.count();
            return gone;
        } finally {
            lock.unlock();
        }
    }

    /** Returns what a function says of index and segments, called under the lock: a few instructions. */
    <T> T ask(Question<T> question) {
        lock.lock();
        try {
            return question.of(index, segments);
        } finally {
            lock.unlock();
        }
    }

    /** What is asked of an index and the segments. */
    interface Question<T> {
        T of(Index index, Segments segments);
    }

    /** The same for what may not be there. */
    <T> @Nullable T seek(Search<T> search) {
        lock.lock();
        try {
            return search.in(index, segments);
        } finally {
            lock.unlock();
        }
    }

    /** What is looked for in an index and the segments. */
    interface Search<T> {
        @Nullable
        T in(Index index, Segments segments);
    }

    List<Segment> oldestFirst() {
        return ask((ignored, all) -> all.oldestFirst());
    }

    /** Returns the hashes whose newest lines stand in a segment. */
    long[] hashesIn(Segment segment) {
        return ask((all, ignored) -> all.hashesAt(location -> Location.slot(location) == segment.slot()));
    }

    /** Returns hashes that stand near a random place of the index. */
    long[] sample(RandomGenerator random, int most) {
        return ask((all, ignored) -> all.sample(random, most));
    }
}
