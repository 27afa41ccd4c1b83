/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The counters of one cache.
 *
 * <p>Counts are exact; times are measured for the first and then each 256th operation of a kind and stripe, since two
 * clock readings cost more than a hit. Thread-safe; nothing is counted while it is switched off.
 */
/*
 * Counters lie in stripes of 16 longs (two cache lines, so that the adjacent-line prefetcher does not couple them); a thread
 * uses the stripe that its id selects. An atomic add on a line that no other core writes costs about 5 ns.
 */
public final class Statistics {
    /** What is counted. */
    public enum Counter {
        HITS(0),
        MISSES(1),
        PUTS(2),
        REMOVALS(3),
        EVICTIONS(4),
        EXPIRATIONS(5),
        /** Those of the hits that were not answered by the heap. */
        HITS_BELOW(15);

        /** Where it lies in a stripe. */
        private final int cell;

        Counter(int cell) {
            this.cell = cell;
        }
    }

    /** What is timed. */
    public enum Timed {
        GET(6),
        PUT(9),
        REMOVE(12);

        /** Where the operations seen lie in a stripe; the samples and their nanoseconds follow. */
        private final int cell;

        Timed(int cell) {
            this.cell = cell;
        }
    }

    private static final int STRIPE = 16;
    private static final int STRIPES = stripes();
    private static final long[] NONE = {};
    private static final int SAMPLE_MASK = 255;
    private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(long[].class);

    /** The stripes; empty until counting is first switched on. */
    private volatile long[] cells = NONE;

    private volatile boolean enabled;

    /** Returns whether counting is on. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Switches counting on or off; what was counted stays. */
    public void enable(boolean on) {
        if (on && cells.length == 0) {
            cells = new long[STRIPES * STRIPE];
        }
        enabled = on;
    }

    /** Counts one. */
    public void count(Counter counter) {
        if (enabled) {
            CELLS.getAndAdd(cells, stripe() + counter.cell, 1L);
        }
    }

    /** Counts several. */
    void count(Counter counter, int times) {
        if (enabled) {
            CELLS.getAndAdd(cells, stripe() + counter.cell, (long) times);
        }
    }

    /** Starts the measurement of an operation; returns what {@link #stop} wants. */
    public long start(Timed kind) {
        if (!enabled) {
            return 0;
        }
        long[] current = cells;
        int seen = stripe() + kind.cell;
        // Without atomicity: which operation is sampled does not matter.
        long operations = current[seen]++;
        return (operations & SAMPLE_MASK) == 0 ? System.nanoTime() | 1 : 0;
    }

    /** Ends the measurement of an operation. */
    public void stop(Timed kind, long started) {
        if (started != 0) {
            stop(stripe() + kind.cell, System.nanoTime() - started);
        }
    }

    /** Returns a count. */
    public long get(Counter counter) {
        return sum(counter.cell);
    }

    /** Returns the average time of the operations that were measured, in microseconds; 0 if there were none. */
    public float averageMicros(Timed kind) {
        long samples = sum(kind.cell + 1);
        return samples == 0 ? 0f : sum(kind.cell + 2) / 1_000f / samples;
    }

    /** Sets everything to zero. */
    public void clear() {
        if (cells.length > 0) {
            cells = new long[STRIPES * STRIPE];
        }
    }

    private void stop(int seen, long nanos) {
        long[] current = cells;
        CELLS.getAndAdd(current, seen + 1, 1L);
        CELLS.getAndAdd(current, seen + 2, Math.max(0, nanos));
    }

    private long sum(int cell) {
        long[] current = cells;
        long sum = 0;
        for (int i = cell; i < current.length; i += STRIPE) {
            sum += (long) CELLS.getOpaque(current, i);
        }
        return sum;
    }

    private static int stripe() {
        int id = (int) Thread.currentThread().getId();
        return (id ^ id >>> 7) * STRIPE & STRIPES * STRIPE - 1;
    }

    private static int stripes() {
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.min(64, Integer.highestOneBit(Math.max(1, processors * 2 - 1)) * 2);
    }
}
