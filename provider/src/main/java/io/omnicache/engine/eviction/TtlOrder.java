/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.DeadlineOrder;
import io.omnicache.EvictionStrategy.Entry;
import org.jspecify.annotations.Nullable;

/** The order of expiring, soonest first; after them, those that never expire, in the order of adding. */
/*
 * The key in the heap is the deadline. Reads make deadlines later without telling, which is seen when the entry comes first;
 * that one became sooner is told. The key of what never expires is the number that it got when it was added, beyond all
 * deadlines; the low half of the number is kept in the mark, which readers leave alone here.
 */
final class TtlOrder implements DeadlineOrder {
    /** Keys from here on are numbers. As a deadline this is 146 years after the zero of the clock. */
    private static final long FIRST_NUMBER = 1L << 62;

    private final EntryHeap heap = new EntryHeap();
    private long lastNumber = FIRST_NUMBER;

    @Override
    public void onHit(Entry entry) {
        // Only the deadline matters.
    }

    @Override
    public void onAdd(Entry entry) {
        lastNumber++;
        entry.mark((int) lastNumber);
        heap.add(entry, key(entry));
    }

    @Override
    public void onRemove(Entry entry) {
        heap.remove(entry);
    }

    @Override
    public void onRescheduled(Entry entry) {
        if (heap.contains(entry)) {
            long now = key(entry);
            if (now < heap.key(entry)) {
                heap.move(entry, now);
            }
        }
    }

    @Override
    public @Nullable Entry victim() {
        for (Entry first = heap.first(); first != null; first = heap.first()) {
            long placed = heap.firstKey();
            long now = key(first);
            if (now <= placed || placed > FIRST_NUMBER) {
                heap.removeFirst();
                return first;
            }
            heap.moveFirst(now);
        }
        return null;
    }

    @Override
    public void onPassedOver(Entry entry) {
        onAdd(entry);
    }

    private long key(Entry entry) {
        long deadline = entry.deadline();
        return deadline == Entry.NEVER ? number(entry) : Math.min(deadline, FIRST_NUMBER);
    }

    /** The number that the entry was added with, if that was one of the last four billion. */
    private long number(Entry entry) {
        return lastNumber - Integer.toUnsignedLong((int) lastNumber - entry.mark());
    }
}
