/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import java.util.Arrays;

/**
 * A part of the index: an open-addressing table with linear probing, whose slots are three numbers: a key's hash, where its newest line
 * stands, its times. Removing moves the slots behind, so there are no tombstones. It grows by an eighth, since parts of one index grow
 * one at a time and memory counts more than copying.
 *
 * <p>Not thread-safe.
 */
final class Table {
    static final int WIDTH = 3;

    private static final int SMALLEST = 4;
    private static final double FULL = 0.9;
    private static final double GROWTH = 1.125;
    private static final double SPARSE = 0.5;

    private long[] slots = new long[WIDTH * SMALLEST];
    private int capacity = SMALLEST;
    private int count;

    /** Nothing in the table expires in a second before this one. */
    private long earliest = Long.MAX_VALUE;

    Table() {}

    /** Creates a table of what {@link #slots} was. */
    Table(long[] slots) {
        this.slots = slots;
        capacity = slots.length / WIDTH;
        for (int at = 0; at < slots.length; at += WIDTH) {
            if (slots[at + 1] != Location.NONE) {
                count++;
                earliest = Math.min(earliest, Times.deadline(slots[at + 2]));
            }
        }
    }

    int count() {
        return count;
    }

    int capacity() {
        return capacity;
    }

    /** Returns the slots as they are, {@link #WIDTH} numbers for each. */
    long[] slots() {
        return slots;
    }

    /** Returns a second before which nothing in the table expires. */
    long earliest() {
        return earliest;
    }

    /** Adds the hashes of what expires in a second or before it, as long as there is room; returns how many there are then. */
    int due(long second, long[] found, int already) {
        int size = already;
        long next = Long.MAX_VALUE;
        for (int at = 0; at < slots.length; at += WIDTH) {
            if (slots[at + 1] != Location.NONE) {
                long deadline = Times.deadline(slots[at + 2]);
                next = Math.min(next, deadline);
                if (deadline <= second && size < found.length) {
                    found[size++] = slots[at];
                }
            }
        }
        earliest = next;
        return size;
    }

    private int home(long hash) {
        return (int) (((hash & 0xFFFF_FFFFL) * capacity) >>> 32);
    }

    /** Returns where in {@link #slots} the hash stands; -1 if nowhere. */
    int find(long hash) {
        for (int slot = home(hash); slots[WIDTH * slot + 1] != Location.NONE; slot = after(slot)) {
            if (slots[WIDTH * slot] == hash) {
                return WIDTH * slot;
            }
        }
        return -1;
    }

    /** Adds or replaces; returns the location that was there. */
    long put(long hash, long location, long times) {
        earliest = Math.min(earliest, Times.deadline(times));
        int found = find(hash);
        if (found >= 0) {
            long before = slots[found + 1];
            slots[found + 1] = location;
            slots[found + 2] = times;
            return before;
        }
        if (count + 1 > capacity * FULL) {
            resize((int) (capacity * GROWTH) + 1);
        }
        add(hash, location, times);
        return Location.NONE;
    }

    private void add(long hash, long location, long times) {
        int slot = home(hash);
        while (slots[WIDTH * slot + 1] != Location.NONE) {
            slot = after(slot);
        }
        slots[WIDTH * slot] = hash;
        slots[WIDTH * slot + 1] = location;
        slots[WIDTH * slot + 2] = times;
        count++;
    }

    /** Removes what stands at a place that {@link #find} gave. */
    void removeAt(int place) {
        int hole = place / WIDTH;
        for (int slot = after(hole); slots[WIDTH * slot + 1] != Location.NONE; slot = after(slot)) {
            int home = home(slots[WIDTH * slot]);
            if (distance(home, slot) >= distance(hole, slot)) {
                System.arraycopy(slots, WIDTH * slot, slots, WIDTH * hole, WIDTH);
                hole = slot;
            }
        }
        Arrays.fill(slots, WIDTH * hole, WIDTH * (hole + 1), 0);
        count--;
        if (capacity > SMALLEST && count < capacity * SPARSE) {
            resize(Math.max(SMALLEST, (int) (count * GROWTH / FULL) + 1));
        }
    }

    private int after(int slot) {
        return slot + 1 == capacity ? 0 : slot + 1;
    }

    private int distance(int from, int to) {
        return to >= from ? to - from : to - from + capacity;
    }

    private void resize(int newCapacity) {
        long[] old = slots;
        slots = new long[WIDTH * newCapacity];
        capacity = newCapacity;
        count = 0;
        for (int at = 0; at < old.length; at += WIDTH) {
            if (old[at + 1] != Location.NONE) {
                add(old[at], old[at + 1], old[at + 2]);
            }
        }
    }
}
