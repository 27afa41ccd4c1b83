/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

/** How many requests of all keys hit and missed, from counts in windows. Not thread-safe, but for the readers' {@link Requests}. */
/*
 * A window ends with its sixteenth addition. At first each is counted; later one of sixteen by chance, which then stands for
 * sixteen.
 */
final class Census {
    private static final int ADDITIONS = 16;
    private static final int COUNTED_AT_FIRST = 256;
    private static final int ONE_OF = 16;

    private final Requests requests;
    private final Seed seed;
    private int windows;
    private int additions;

    /** How many windows the present one stands for; 0 if it is not counted. */
    private int weight;

    private double hits;
    private double additionsInAll;
    private double misses;

    Census(Requests requests, Seed seed) {
        this.requests = requests;
        this.seed = seed;
    }

    /** Begins anew. */
    void begin() {
        hits = 0;
        additionsInAll = 0;
        misses = 0;
        windows = 0;
        end();
    }

    /** Counts an addition. */
    void add() {
        if (++additions == ADDITIONS) {
            endWindow();
        }
    }

    /** Ends a window and begins the next. */
    void endWindow() {
        if (weight > 0) {
            long counted = requests.close();
            hits += (double) weight * (int) counted;
            misses += (double) weight * (counted >>> Integer.SIZE);
            additionsInAll += (double) weight * additions;
        }
        end();
    }

    /** Lets all that was counted count for a half. */
    void halve() {
        hits /= 2;
        misses /= 2;
        additionsInAll /= 2;
    }

    /** Returns how many requests there were. */
    double requests() {
        return hits + additionsInAll + unfilled();
    }

    /** Returns how many of them missed and brought an entry. */
    double filled() {
        return additionsInAll;
    }

    /** Returns how many of them missed and brought none: additions follow most misses. */
    double unfilled() {
        return Math.max(0, misses - additionsInAll);
    }

    private void end() {
        additions = 0;
        windows++;
        boolean first = windows <= COUNTED_AT_FIRST;
        weight = first ? 1 : seed.hash(windows) >>> 1 <= Long.MAX_VALUE / ONE_OF ? ONE_OF : 0;
        if (weight > 0) {
            requests.open();
        }
    }
}
