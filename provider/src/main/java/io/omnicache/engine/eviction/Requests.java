/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What readers leave for {@link MissRatios}: the hits of sampled keys, and how many hits and misses of all keys there were. */
/*
 * The keys lie in a buffer without atomicity, as in Sample: some get lost. When it is full, readers leave requests out for a while,
 * then one of them is asked to have it emptied. So a cache that hardly misses is sampled too, a part of the time.
 *
 * Counting each hit for ever would cost more than the hit. So each is counted at first, and later one window of eight, which
 * then stands for eight. A window ends with a request of a key of one in sixteen: so windows are about equally long in requests,
 * whatever the cache does, and no request has to be counted to find its end. Which windows are counted has no period.
 */
final class Requests {
    private static final int CAPACITY = 128;

    /** How many requests of sampled keys are left out before somebody is asked to empty a full buffer. */
    private static final int REST = 16 * CAPACITY;

    private static final double ENDING_SHARE = 1.0 / 16;

    /** In so many windows at first every request is counted. */
    private static final int WINDOWS_AT_FIRST = 1 << 14;

    private static final int ONE_OF = 8;
    private static final int GOLDEN = 0x9e3779b1;
    private static final VarHandle HITS;
    private static final VarHandle MISSES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HITS = lookup.findVarHandle(Requests.class, "hits", long.class);
            MISSES = lookup.findVarHandle(Requests.class, "misses", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int[] hashes = new int[CAPACITY];
    private final int multiplier;
    private final int addend;
    private final int threshold;
    private final int ending;
    private int length;

    /** How many windows the present one stands for; 0 if it is not counted. */
    private int stands = 1;

    private int windows;
    private volatile long hits;
    private volatile long misses;

    /** Written by the one who looks at all this. */
    private long additions;

    /**
     * Creates an empty buffer.
     *
     * @param sampled the share of the keys that are, from 0 to 1
     */
    Requests(Seed seed, double sampled) {
        this.multiplier = (int) (seed.value() >>> 32) | 1;
        this.addend = (int) seed.value();
        this.threshold = threshold(sampled);
        this.ending = threshold(Math.max(sampled, ENDING_SHARE));
    }

    private static int threshold(double share) {
        return (int) Math.min(Integer.MAX_VALUE, Integer.MIN_VALUE + (long) (share * (1L << 32)));
    }

    /** Returns whether a key belongs to the sample. */
    boolean contains(int keyHash) {
        return spread(keyHash) <= threshold;
    }

    /** Notes a hit; any thread may. Returns true if it is time to empty the buffer. */
    boolean onHit(int keyHash) {
        int present = stands;
        if (present != 0) {
            HITS.getAndAdd(this, (long) present);
        }
        int spread = spread(keyHash);
        if (spread > ending) {
            return false;
        }
        endWindow();
        return spread <= threshold && isDue(keyHash);
    }

    /** Notes a miss; any thread may. */
    void onMiss() {
        int present = stands;
        if (present != 0) {
            MISSES.getAndAdd(this, (long) present);
        }
    }

    /** Notes an addition; one thread at a time. */
    void onAdd(int keyHash) {
        additions += stands;
        if (spread(keyHash) <= ending) {
            endWindow();
        }
    }

    /** Returns how many hits of sampled keys are in the buffer. */
    int length() {
        return Math.min(length, CAPACITY);
    }

    /** Returns how many requests each in the buffer stands for: more than one if some were left out. */
    int weight() {
        return Math.max(1, length / CAPACITY);
    }

    /** Returns the hash code of the key of a hit in the buffer. */
    int at(int index) {
        return hashes[index];
    }

    /** Empties the buffer. */
    void clear() {
        length = 0;
    }

    /** Begins to count anew. */
    void begin() {
        hits = 0;
        misses = 0;
        additions = 0;
        windows = 0;
        stands = 1;
    }

    /** Lets all that was counted count for a half. */
    void halve() {
        hits = hits / 2;
        misses = misses / 2;
        additions /= 2;
    }

    /** Returns how many requests there were. */
    long count() {
        return hits + additions + unfilled();
    }

    /** Returns how many of them missed and brought an entry. */
    long additions() {
        return additions;
    }

    /** Returns how many of them missed and brought none: an addition follows most misses. */
    long unfilled() {
        return Math.max(0, misses - additions);
    }

    private int spread(int keyHash) {
        int mixed = keyHash * multiplier + addend;
        return (mixed ^ mixed >>> 15) * GOLDEN;
    }

    private void endWindow() {
        int next = windows + 1;
        windows = next;
        stands = next > 0 && next < WINDOWS_AT_FIRST ? 1 : (next * GOLDEN) >>> 29 == 0 ? ONE_OF : 0;
    }

    private boolean isDue(int keyHash) {
        int at = length;
        if (at < CAPACITY) {
            hashes[at] = keyHash;
        }
        length = at + 1;
        return at >= CAPACITY + REST;
    }
}
