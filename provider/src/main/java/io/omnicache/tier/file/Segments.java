/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a log, by slot and by age.
 *
 * <p>{@link #at} is thread-safe; for the rest the state lock of the log is held.
 */
final class Segments {
    private static final double WORTH_CLEANING = 0.05;

    /** A choice among segments but for the one that is appended to. */
    interface Choice {
        @Nullable
        Segment of(Segments all, @Nullable Segment active);
    }

    private final TreeMap<Long, Segment> byAge = new TreeMap<>();
    private volatile @Nullable Segment[] bySlot = new @Nullable Segment[4];
    private long nextId = 1;

    /** Returns the segment in a slot, null if it has gone. */
    @Nullable
    Segment at(int slot) {
        @Nullable Segment[] present = bySlot;
        return slot < present.length ? present[slot] : null;
    }

    /** Returns the segment with a number, null if there is none. */
    @Nullable
    Segment withId(long id) {
        return byAge.get(id);
    }

    List<Segment> oldestFirst() {
        return List.copyOf(byAge.values());
    }

    boolean isOldest(Segment segment) {
        return byAge.firstEntry().getValue() == segment;
    }

    /** Makes a segment that is newer than all others, without its file. */
    Segment next(Path directory, int log) throws IOException {
        return with(nextId, freeSlot(), directory.resolve(Segment.name(log, nextId)), 0, true);
    }

    /** Makes a segment of a file that is there, in a slot that is free. */
    Segment found(long id, int slot, Path file, long length, boolean writable) throws IOException {
        return with(id, slot == 0 ? freeSlot() : slot, file, length, writable);
    }

    private Segment with(long id, int slot, Path file, long length, boolean writable) {
        nextId = Math.max(nextId, id + 1);
        return new Segment(slot, id, new SegmentFile(file, writable), length);
    }

    private int freeSlot() throws IOException {
        @Nullable Segment[] present = bySlot;
        for (int slot = 1; slot <= Location.MOST_SLOTS; slot++) {
            if (slot >= present.length || present[slot] == null) {
                return slot;
            }
        }
        throw new IOException("the log has " + Location.MOST_SLOTS + " segments, more than can be told apart");
    }

    void add(Segment segment) {
        @Nullable Segment[] present = bySlot;
        int slot = segment.slot();
        @Nullable Segment[] changed = Arrays.copyOf(present, slot < present.length ? present.length : 2 * slot);
        changed[slot] = segment;
        bySlot = changed;
        byAge.put(segment.id(), segment);
    }

    void remove(Segment segment) {
        @Nullable Segment[] changed = bySlot.clone();
        changed[segment.slot()] = null;
        bySlot = changed;
        byAge.remove(segment.id());
    }

    /** Returns whether a location is within a segment that is there. */
    boolean isThere(long location) {
        Segment segment = at(Location.slot(location));
        return segment != null && Location.offset(location) + Location.leastLength(location) < segment.length();
    }

    /**
     * Returns the segment of which most can be given back: dead lines, and in the oldest one also those that say that a key is not
     * there. Where nothing is worth it, the oldest one, so that in the end each becomes the oldest.
     *
     * @param active which one is not to be taken
     */
    @Nullable
    Segment victim(@Nullable Segment active) {
        Segment found = emptiest(active);
        Segment oldest = byAge.isEmpty() ? null : byAge.firstEntry().getValue();
        return found == null && oldest != active ? oldest : found;
    }

    /** The same, null where nothing is worth it. */
    @Nullable
    Segment emptiest(@Nullable Segment active) {
        Segment best = null;
        double bestShare = WORTH_CLEANING;
        for (Segment each : byAge.values()) {
            boolean oldest = isOldest(each);
            double share = (double) (each.length() - each.live - (oldest ? 0 : each.removals)) / each.length();
            if (each != active && (oldest || !each.barrier) && share > bestShare) {
                best = each;
                bestShare = share;
            }
        }
        return best;
    }

    /** Returns the oldest segment if it is none that came after a number, null else. */
    @Nullable
    Segment oldest(long last, @Nullable Segment active) {
        Segment oldest = byAge.isEmpty() ? null : byAge.firstEntry().getValue();
        return oldest == active || oldest == null || oldest.id() > last ? null : oldest;
    }

    /** Returns the oldest segment but for one of which nothing is needed, null if there is none. */
    @Nullable
    Segment dead(@Nullable Segment active) {
        for (Segment each : byAge.values()) {
            boolean oldest = isOldest(each);
            if (each != active && each.live == 0 && (oldest || (each.removals == 0 && !each.barrier))) {
                return each;
            }
        }
        return null;
    }

    long nextId() {
        return nextId;
    }

    /** Numbers of files that are known to have been there are not given again. */
    void nextIdAtLeast(long id) {
        nextId = Math.max(nextId, id);
    }
}
