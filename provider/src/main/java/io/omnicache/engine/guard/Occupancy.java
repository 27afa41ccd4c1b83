/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

/**
 * How full the heap was after a collection.
 *
 * @param used bytes that were in use then
 * @param max bytes that the heap may have
 * @param old which share of a generation of fixed size was in use in which everything ends up that lives long; 0 if there is none
 * @param extent what was collected
 */
record Occupancy(long used, long max, double old, Extent extent) {
    private static final int PERCENT = 100;

    /** How much of what is in use may be garbage. */
    enum Extent {
        /** Nothing: everything was collected while the application stood still. */
        FULL,
        /** What died or was made since the collection began: it ran beside the application. */
        CONCURRENT,
        /** As that, and the collection goes on. */
        ONGOING,
        /** Anything: only a part was collected, while the application stood still. */
        PARTIAL
    }

    /** Returns which share is in use, from 0 to 1, of what is nearest to full; garbage may fill the old generation. */
    double share() {
        double ofHeap = (double) used / max;
        return extent == Extent.FULL ? Math.max(ofHeap, old) : ofHeap;
    }

    /** Returns whether more may come before a collection tells how much of it lives, so that a look ahead has to do. */
    boolean isLastLook(double share) {
        return extent == Extent.CONCURRENT || extent == Extent.ONGOING || old > share;
    }

    /** Says it in MiB and percent. */
    @Override
    public String toString() {
        String heap = (used >> 20) + " of " + (max >> 20) + " MiB (" + PERCENT * used / max + " %)";
        return old == 0 ? heap : heap + ", old generation " + Math.round(PERCENT * old) + " %";
    }
}
