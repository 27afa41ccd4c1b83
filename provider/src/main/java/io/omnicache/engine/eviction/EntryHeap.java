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
 * A heap is findable or not. In one that is, each entry's note is its place, so any entry can be moved and taken out at once;
 * that costs a write to each entry that moves. In one that is not, entries that died stay until they come first or make up
 * a quarter of the heap, and are then swept out together.
 *
 * Confined to one thread at a time.
 */
final class EntryHeap {
    private static final int CHILDREN = 4;
    private static final int SMALLEST = 16;

    private final boolean findable;
    private Entry[] entries = new Entry[SMALLEST];
    private long[] keys = new long[SMALLEST];
    private int size;

    /** Those who died here, less those who left before their death was told. */
    private int dead;

    EntryHeap(boolean findable) {
        this.findable = findable;
    }

    /** Returns the live entry with the smallest key, null if there is none. */
    @Nullable
    Entry first() {
        while (size > 0) {
            Entry first = entries[0];
            if (first.isAlive()) {
                return first;
            }
            removeFirst();
            dead--;
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

    /** Notes that an entry has died, which may have left the heap already. */
    void onDeath(Entry entry) {
        if (contains(entry)) {
            remove(entry.note());
            return;
        }
        dead++;
        if (dead > SMALLEST && dead > size / CHILDREN) {
            sweep();
        }
    }

    /** Returns whether the entry is in here; false if the heap is not findable. */
    boolean contains(Entry entry) {
        int at = entry.note();
        return findable && at >= 0 && at < size && entries[at] == entry;
    }

    /** Returns the key that an entry was placed with which this findable heap contains. */
    long key(Entry entry) {
        return keys[entry.note()];
    }

    /** Gives an entry that this findable heap contains another key. */
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
        shrink();
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

    private void sweep() {
        int before = size;
        int kept = 0;
        for (int i = 0; i < before; i++) {
            if (entries[i].isAlive()) {
                place(kept++, entries[i], keys[i]);
            }
        }
        for (int i = kept; i < before; i++) {
            clear(i);
        }
        size = kept;
        dead -= before - kept;
        shrink();
        for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
            siftDown(i, entries[i], keys[i]);
        }
    }

    private void shrink() {
        if (size < entries.length / (2 * CHILDREN) && entries.length > SMALLEST) {
            resize(Math.max(SMALLEST, size * 2));
        }
    }

    private void resize(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        keys = Arrays.copyOf(keys, capacity);
    }

    private void place(int at, Entry entry, long key) {
        entries[at] = entry;
        keys[at] = key;
        if (findable) {
            entry.note(at);
        }
    }

    @SuppressWarnings("NullAway") // beyond size the array is empty
    private void clear(int at) {
        entries[at] = null;
    }
}
