/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** The order of least recent use. */
/*
 * A hit writes the low half of the next number of `uses` into the entry's mark and nothing else; the other half follows from
 * the number that the entry was placed with, unless it was not looked at during four billion uses. The number is the key in
 * the heap, where an entry is looked at when it comes first. `uses` only grows: an increment without atomicity would let a
 * reader that was held up turn it back, and new entries would go first.
 */
final class LruOrder implements Order {
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

    private final EntryHeap heap = new EntryHeap();

    @Override
    public void onHit(Entry entry) {
        entry.mark((int) nextUse());
    }

    @Override
    public void onAdd(Entry entry) {
        long use = nextUse();
        entry.mark((int) use);
        heap.add(entry, use);
    }

    @Override
    public void onRemove(Entry entry) {
        heap.remove(entry);
    }

    @Override
    public @Nullable Entry victim() {
        for (Entry first = heap.first(); first != null; first = heap.first()) {
            long placed = heap.firstKey();
            long used = placed + Integer.toUnsignedLong(first.mark() - (int) placed);
            if (used == placed) {
                heap.removeFirst();
                return first;
            }
            heap.moveFirst(used);
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
}
