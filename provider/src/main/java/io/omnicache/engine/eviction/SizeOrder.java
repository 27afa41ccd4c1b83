/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** The order of GreedyDual-Size-Frequency: what is small or often used stays. */
/*
 * Cherkasova, "Improving WWW Proxies Performance with Greedy-Dual-Size-Frequency Caching Policy", HP Labs HPL-98-69R1, 1998.
 * The priority of an entry is clock + uses / weight; the least goes, and the clock becomes its priority, so that what is not
 * used any more falls behind in the end.
 *
 * The paper computes the priority anew with each use. Here a use is only counted, in the mark, and the priority is computed when
 * the entry comes first, with the clock as it is then: that gives it a little more time than in the paper.
 *
 * A weight of 0 counts as 1: one that weighs nothing would otherwise stay for ever.
 */
final class SizeOrder implements Order {
    /* The mark: uses since the priority was computed in the low half, those before in the other. */
    private static final int NEW_USES = 0xffff;

    private static final int USES_SHIFT = 16;

    private final EntryHeap heap = new EntryHeap();
    private double clock;

    @Override
    public void onHit(Entry entry) {
        int mark = entry.mark();
        if ((mark & NEW_USES) < NEW_USES) {
            entry.mark(mark + 1);
        }
    }

    @Override
    public void onAdd(Entry entry) {
        entry.mark(1);
        heap.add(entry, settledKey(entry));
    }

    @Override
    public void onReweighed(Entry entry, int before) {
        if (heap.contains(entry)) {
            heap.move(entry, settledKey(entry));
        }
    }

    @Override
    public void onRemove(Entry entry) {
        heap.remove(entry);
    }

    @Override
    public @Nullable Entry victim() {
        for (Entry first = heap.first(); first != null; first = heap.first()) {
            if ((first.mark() & NEW_USES) == 0) {
                clock = Double.longBitsToDouble(heap.firstKey());
                heap.removeFirst();
                return first;
            }
            heap.moveFirst(settledKey(first));
        }
        return null;
    }

    @Override
    public void onPassedOver(Entry entry) {
        heap.add(entry, settledKey(entry));
    }

    /** Computes the priority, as a key: the bits of doubles that are not negative have the order of the doubles. */
    private long settledKey(Entry entry) {
        int mark = entry.mark();
        int uses = Math.min((mark >>> USES_SHIFT) + (mark & NEW_USES), NEW_USES);
        entry.mark(uses << USES_SHIFT);
        return Double.doubleToRawLongBits(clock + (double) uses / Math.max(1, entry.weight()));
    }
}
