/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The order of least recent use. */
/*
 * A hit writes the low half of the next number of `uses` into the entry's mark and nothing else; the other half follows from
 * the number that the entry was placed with, unless it was not looked at during four billion uses. The entries lie in a heap (four children
 * per node, since a level costs a cache line) ordered by the mark they had when they were placed. As marks only grow, an
 * entry at the root whose mark is still the one it was placed with is the least recently used of all; one that was used
 * since sinks to the place of its new mark. `uses` only grows:
 * an increment without atomicity would let a reader that was held up turn it back, and new entries would go first.
 *
 * Removed entries stay until they reach the root or make up a quarter of the heap, and are then swept out together.
 */
final class LruOrder implements Order {
    private static final int CHILDREN = 4;
    private static final int SMALLEST = 16;
    private static final VarHandle USES;

    static {
        try {
            USES = MethodHandles.lookup().findVarHandle(LruOrder.class, "uses", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by USES
    private volatile long uses;

    private Entry[] entries = new Entry[SMALLEST];
    private long[] placed = new long[SMALLEST];
    private int size;
    private int dead;

    @Override
    public void onHit(Entry entry) {
        entry.mark((int) nextUse());
    }

    @Override
    public void onAdd(Entry entry) {
        long use = nextUse();
        entry.mark((int) use);
        push(entry, use);
    }

    @Override
    public void onRemove(Entry entry) {
        dead++;
        if (dead > SMALLEST && dead > size / CHILDREN) {
            sweep();
        }
    }

    @Override
    public @Nullable Entry victim() {
        while (size > 0) {
            Entry oldest = entries[0];
            long mark = lastUse(oldest, placed[0]);
            if (!oldest.isAlive()) {
                dead = Math.max(0, dead - 1);
                pop();
            } else if (mark == placed[0]) {
                pop();
                return oldest;
            } else {
                siftDown(0, oldest, mark);
            }
        }
        return null;
    }

    @Override
    public void onPassedOver(Entry entry) {
        onAdd(entry);
    }

    private long nextUse() {
        return (long) USES.getAndAdd(this, 1L) + 1;
    }

    private static long lastUse(Entry entry, long placedWith) {
        return placedWith + Integer.toUnsignedLong(entry.mark() - (int) placedWith);
    }

    private void push(Entry entry, long mark) {
        if (size == entries.length) {
            resize(size * 2);
        }
        int hole = size++;
        while (hole > 0 && placed[(hole - 1) / CHILDREN] > mark) {
            move((hole - 1) / CHILDREN, hole);
            hole = (hole - 1) / CHILDREN;
        }
        place(hole, entry, mark);
    }

    private void pop() {
        size--;
        Entry last = entries[size];
        long mark = placed[size];
        clear(size);
        if (size > 0) {
            siftDown(0, last, mark);
        }
    }

    private void siftDown(int from, Entry entry, long mark) {
        int hole = from;
        for (int child = smallestChild(hole); child >= 0 && placed[child] < mark; child = smallestChild(hole)) {
            move(child, hole);
            hole = child;
        }
        place(hole, entry, mark);
    }

    private int smallestChild(int parent) {
        int first = parent * CHILDREN + 1;
        int smallest = first < size ? first : -1;
        for (int i = first + 1; i < Math.min(first + CHILDREN, size); i++) {
            if (placed[i] < placed[smallest]) {
                smallest = i;
            }
        }
        return smallest;
    }

    private void sweep() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (entries[i].isAlive()) {
                place(kept++, entries[i], lastUse(entries[i], placed[i]));
            }
        }
        for (int i = kept; i < size; i++) {
            clear(i);
        }
        size = kept;
        dead = 0;
        if (size < entries.length / (2 * CHILDREN)) {
            resize(Math.max(SMALLEST, size * 2));
        }
        for (int i = (size - 2) / CHILDREN; i >= 0 && size > 1; i--) {
            siftDown(i, entries[i], placed[i]);
        }
    }

    private void resize(int capacity) {
        entries = Arrays.copyOf(entries, capacity);
        placed = Arrays.copyOf(placed, capacity);
    }

    private void move(int from, int to) {
        place(to, entries[from], placed[from]);
    }

    private void place(int at, Entry entry, long mark) {
        entries[at] = entry;
        placed[at] = mark;
    }

    @SuppressWarnings("NullAway") // beyond size the array is empty
    private void clear(int at) {
        entries[at] = null;
    }
}
