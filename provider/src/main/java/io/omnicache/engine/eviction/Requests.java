/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What readers leave for {@link MissRatios}: the hits of sampled keys, and now and then how many hits and misses there were. */
/*
 * The keys lie in a buffer without atomicity, as in Sample: some get lost. When it is full, readers count on for a while, then
 * one of them is asked to have it emptied. So a cache that hardly misses is sampled too, a part of the time.
 *
 * Counting each hit would cost more than the hit. So it is done in windows only: while one is closed, its counters are above
 * what they may hold, which a reader sees by the same comparison.
 */
final class Requests {
    static final int CAPACITY = 128;

    /** How many requests of sampled keys are left out before somebody is asked to empty a full buffer. */
    private static final int REST = 16 * CAPACITY;

    private static final int CLOSED = 1 << 30;
    private static final VarHandle HITS;
    private static final VarHandle MISSES;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HITS = lookup.findVarHandle(Requests.class, "hits", int.class);
            MISSES = lookup.findVarHandle(Requests.class, "misses", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int[] hashes = new int[CAPACITY];
    private final int multiplier;
    private final int addend;
    private final int threshold;
    private int length;
    private int hits = CLOSED;
    private int misses = CLOSED;

    /**
     * Creates an empty buffer and a closed window.
     *
     * @param share the share of the keys that are sampled, from 0 to 1
     */
    Requests(Seed seed, double share) {
        this.multiplier = (int) (seed.value() >>> 32) | 1;
        this.addend = (int) seed.value();
        this.threshold = (int) Math.min(Integer.MAX_VALUE, Integer.MIN_VALUE + (long) (share * (1L << 32)));
    }

    /** Returns whether a key belongs to the sample. */
    boolean contains(int keyHash) {
        int spread = keyHash * multiplier + addend;
        return (spread ^ spread >>> 15) * 0x9e3779b1 <= threshold;
    }

    /** Notes a hit; any thread may. Returns true if it is time to empty the buffer. */
    boolean onHit(int keyHash) {
        if (hits < CLOSED) {
            HITS.getAndAdd(this, 1);
        }
        if (!contains(keyHash)) {
            return false;
        }
        int at = length;
        if (at < CAPACITY) {
            hashes[at] = keyHash;
        }
        length = at + 1;
        return at >= CAPACITY + REST;
    }

    /** Notes a miss; any thread may. */
    void onMiss() {
        if (misses < CLOSED) {
            MISSES.getAndAdd(this, 1);
        }
    }

    /** Returns how many hits of sampled keys are in the buffer. */
    int length() {
        return Math.min(length, CAPACITY);
    }

    /** Returns the hash code of the key of a hit in the buffer. */
    int at(int index) {
        return hashes[index];
    }

    /** Empties the buffer. */
    void clear() {
        length = 0;
    }

    /** Begins to count. */
    void open() {
        HITS.setOpaque(this, 0);
        MISSES.setOpaque(this, 0);
    }

    /** Ends counting; returns the misses in the high half and the hits in the low one. */
    long close() {
        int missed = (int) MISSES.getAndSet(this, CLOSED);
        int hit = (int) HITS.getAndSet(this, CLOSED);
        return (long) missed << Integer.SIZE | hit;
    }
}
