/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import java.util.Arrays;

/** Entries in a doubly linked list; each entry's note is its place, so any can be taken out at once. */
/*
 * Arrays in place of list nodes: 12 bytes per entry. Place 0 is both ends of a ring: what is newer than it is the oldest entry,
 * what is older the newest. Free places are linked by `newer`.
 *
 * Confined to one thread at a time.
 */
final class EntryList {
    /** The place beyond both ends. */
    static final int END = 0;

    private static final int SMALLEST = 16;

    private Entry[] entries = new Entry[SMALLEST];
    private int[] older = new int[SMALLEST];
    private int[] newer = new int[SMALLEST];
    private int free = END;
    private int used = END + 1;

    boolean isEmpty() {
        return newer[END] == END;
    }

    int oldest() {
        return newer[END];
    }

    int newest() {
        return older[END];
    }

    int newer(int place) {
        return newer[place];
    }

    Entry get(int place) {
        return entries[place];
    }

    boolean contains(Entry entry) {
        int place = entry.note();
        return place > END && place < used && entries[place] == entry;
    }

    void addNewest(Entry entry) {
        int place = freePlace();
        entries[place] = entry;
        entry.note(place);
        link(older[END], place);
        link(place, END);
    }

    @SuppressWarnings("NullAway") // a free place is empty
    void remove(int place) {
        link(older[place], newer[place]);
        entries[place] = null;
        newer[place] = free;
        free = place;
    }

    private void link(int olderOne, int newerOne) {
        newer[olderOne] = newerOne;
        older[newerOne] = olderOne;
    }

    private int freePlace() {
        int place = free;
        if (place != END) {
            free = newer[place];
            return place;
        }
        if (used == entries.length) {
            entries = Arrays.copyOf(entries, used * 2);
            older = Arrays.copyOf(older, used * 2);
            newer = Arrays.copyOf(newer, used * 2);
        }
        return used++;
    }
}
