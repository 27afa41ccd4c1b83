/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Entries by keys that are numbers; the entry with the smallest key comes first. */
/*
 * Four children per node, since a level costs a cache line. The keys are those that entries were placed with: readers change
 * what a key is made of and never look at the heap. As they only make keys larger, an entry that is first, and whose key
 * still is the one it was placed with, has the smallest of all; one whose key has grown is moved to its place.
 *
 * An entry's note is its place, so that any entry can be moved and taken out at once.
 *
 * Confined to one thread at a time.
 */
final class EntryHeap {
    private static final int CHILDREN = 4;
    private static final int SMALLEST = 16;

    private Entry[] entries = new Entry[SMALLEST];
    private long[] keys = new long[SMALLEST];
    private int size;

    /** Returns the live entry with the smallest key, null if there is none. */
    @Nullable
    Entry first() {
        while (size > 0) {
            Entry first = entries[0];
            if (first.isAlive()) {
                return first;
            }
            removeFirst(); // it is about to be told
        }
        return null;
    }

    /** Returns the key that the first entry was placed with. */
    long firstKey() {
        return keys[0];
    }

    /** Gives the first entry a key that is not smaller. */
    void moveFirst(long key) {
        siftDown(0, entries[0], key);
    }

    void removeFirst() {
        remove(0);
    }

    void add(Entry entry, long key) {
        if (size == entries.length) {
            resize(size * 2);
        }
        siftUp(size++, entry, key);
    }

    /** Takes an entry out, if it is in here. */
    void remove(Entry entry) {
        if (contains(entry)) {
            remove(entry.note());
        }
    }

    boolean contains(Entry entry) {
        int at = entry.note();
        return at >= 0 && at < size && entries[at] == entry;
    }

    /** Returns the key that an entry was placed with which is in here. */
    long key(Entry entry) {
        return keys[entry.note()];
    }

    /** Gives an entry that is in here another key. */
    void move(Entry entry, long key) {
        put(entry.note(), entry, key);
    }

    private void remove(int at) {
        size--;
        Entry last = entries[size];
        long key = keys[size];
        clear(size);
        if (at < size) {
            put(at, last, key);
        }
        if (size < entries.length / (2 * CHILDREN) && entries.length > SMALLEST) {
            resize(Math.max(SMALLEST, size * 2));
        }
    }

    private void put(int at, Entry entry, long key) {
        if (at > 0 && keys[(at - 1) / CHILDREN] > key) {
            siftUp(at, entry, key);
        } else {
            siftDown(at, entry, key);
        }
    }

    private void siftUp(int from, Entry entry, long key) {
        int hole = from;
        while (hole > 0 && keys[(hole - 1) / CHILDREN] > key) {
            int parent = (hole - 1) / CHILDREN;
            place(hole, entries[parent], keys[parent]);
            hole = parent;
        }
        place(hole, entry, key);
    }

    private void siftDown(int from, Entry entry, long key) {
        int hole = from;
        for (int child = smallestChild(hole); child >= 0 && keys[child] < key; child = smallestChild(hole)) {
            place(hole, entries[child], keys[child]);
            hole = child;
        }
        place(hole, entry, key);
    }

    private int smallestChild(int parent) {
        int first = parent * CHILDREN + 1;
        int smallest = first < size ? first : -1;
        for (int i = first + 1; i < Math.min(first + CHILDREN, size); i++) {
            if (keys[i] < keys[smallest]) {
                smallest = i;
            }
        }
        return smallest;
    }

    private void resize(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        keys = Arrays.copyOf(keys, capacity);
    }

    private void place(int at, Entry entry, long key) {
        entries[at] = entry;
        keys[at] = key;
        entry.note(at);
    }

    @SuppressWarnings("NullAway") // beyond size the array is empty
    private void clear(int at) {
        entries[at] = null;
    }
}
