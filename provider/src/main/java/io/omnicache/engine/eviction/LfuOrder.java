/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** The order of least frequent use, counted while an entry is in the cache; among equals, the order of adding. */
/*
 * A hit counts in the entry's mark. The key in the heap is that count and, below it, the number that the entry got when it
 * was added, so no two keys are equal. Nothing ages: a count never goes down.
 */
final class LfuOrder implements Order {
    /** More uses count as so many. */
    static final int MOST_USES = (1 << 20) - 1;

    private static final int NUMBER_BITS = 43;
    private static final long NUMBERS = (1L << NUMBER_BITS) - 1;

    private EntryHeap heap = new EntryHeap();
    private long lastNumber;

    LfuOrder() {
        this(0);
    }

    /** For tests: continues as after so many entries. */
    LfuOrder(long lastNumber) {
        this.lastNumber = lastNumber;
    }

    @Override
    public void onHit(Entry entry) {
        int uses = entry.mark();
        if (uses < MOST_USES) {
            entry.mark(uses + 1);
        }
    }

    @Override
    public void onAdd(Entry entry) {
        entry.mark(1);
        place(entry);
    }

    @Override
    public void onRemove(Entry entry) {
        heap.remove(entry);
    }

    @Override
    public @Nullable Entry victim() {
        for (Entry first = heap.first(); first != null; first = heap.first()) {
            long placed = heap.firstKey();
            long now = key(first, placed & NUMBERS);
            if (now <= placed) { // less if two readers counted at once
                heap.removeFirst();
                return first;
            }
            heap.moveFirst(now);
        }
        return null;
    }

    /** Keeps the count. */
    @Override
    public void onPassedOver(Entry entry) {
        place(entry);
    }

    private void place(Entry entry) {
        if (lastNumber == NUMBERS) {
            renumber();
        }
        heap.add(entry, key(entry, ++lastNumber));
    }

    private static long key(Entry entry, long number) {
        return (long) entry.mark() << NUMBER_BITS | number;
    }

    /** Begins at 1 again. At a million additions per second that is every hundred days. */
    private void renumber() {
        EntryHeap old = heap;
        heap = new EntryHeap();
        lastNumber = 0;
        for (Entry first = old.first(); first != null; first = old.first()) {
            heap.add(first, (old.firstKey() & ~NUMBERS) | ++lastNumber);
            old.removeFirst();
        }
    }
}
