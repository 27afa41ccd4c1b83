/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;

/** What {@link TwoClocks} keeps in an entry. */
/*
 * The mark, which readers also write: uses since the entry was last looked at (2 bits), its frequency (4 bits), the epoch in
 * which that was valid (26 bits). A reader and the one who looks at the entry may undo each other's change: then a use or a
 * little frequency is lost.
 *
 * The note, which readers never write: the tick at which the entry was last placed (29 bits), and whether it is in the main
 * part.
 */
final class Marks {
    static final int MOST_FREQUENT = 15;
    private static final int USES = 3;
    private static final int FREQUENCY_SHIFT = 2;
    private static final int EPOCH_SHIFT = 6;
    private static final int TICKS = (1 << 29) - 1;

    private Marks() {}

    /** Notes a use, as a reader. */
    static void use(Entry entry) {
        int mark = entry.mark();
        if ((mark & USES) < USES) {
            entry.mark(mark + 1);
        }
    }

    static int uses(Entry entry) {
        return entry.mark() & USES;
    }

    static int frequency(Entry entry, int epoch) {
        int mark = entry.mark();
        int halvings = (epoch - (mark >>> EPOCH_SHIFT)) & (-1 >>> EPOCH_SHIFT);
        return (mark >>> FREQUENCY_SHIFT & MOST_FREQUENT) >>> Math.min(halvings, EPOCH_SHIFT);
    }

    static void set(Entry entry, int uses, int frequency, int epoch) {
        entry.mark(epoch << EPOCH_SHIFT | Math.min(frequency, MOST_FREQUENT) << FREQUENCY_SHIFT | uses);
    }

    static void place(Entry entry, int tick, boolean main) {
        entry.note(tick << 1 | (main ? 1 : 0));
    }

    static boolean isMain(Entry entry) {
        return (entry.note() & 1) != 0;
    }

    static int tick(Entry entry) {
        return entry.note() >>> 1;
    }

    /** Returns how many ticks ago the entry was placed. */
    static int age(Entry entry, int tick) {
        return (tick - tick(entry)) & TICKS;
    }
}
