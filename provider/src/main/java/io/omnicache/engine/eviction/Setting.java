/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

/** How {@link TwoClocks} divides its room and whom it admits. */
enum Setting {
    /** A good compromise; where every cache begins. */
    BALANCED(10, true, 3),

    /** For steady favourites: keys are kept for their frequency only. */
    FREQUENT(1, false, 2),

    /** For work where what was used lately is used again. */
    RECENT(25, true, 3),

    /** For loops in which keys come back at different intervals. */
    REUSED(1, true, 3);

    private static final int PERCENT = 100;
    private static final int TWO_FROM = 200;

    /** The window's share of the room. */
    private final int windowPercent;

    /** Whether a key that comes back soon enough after it left goes straight to the main part. */
    final boolean promotes;

    /** By how much a key must be more frequent than the one whose place it takes. */
    final int margin;

    Setting(int windowPercent, boolean promotes, int margin) {
        this.windowPercent = windowPercent;
        this.promotes = promotes;
        this.margin = margin;
    }

    /** Returns the window's share of the maximum. */
    long window(long maximum) {
        return Math.max(
                maximum < TWO_FROM ? 1 : 2,
                maximum / PERCENT * windowPercent + maximum % PERCENT * windowPercent / PERCENT);
    }
}
