/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** The order of SIEVE: a hand goes from the oldest entry to the newest, and what was not used since it last came by leaves. */
/*
 * Zhang et al., "SIEVE is Simpler than LRU", NSDI 2024. Unlike in a clock, what stays keeps its place, and new entries come in
 * at the other end of the list: the hand soon sorts out what is used once.
 *
 * In the paper the hand moves before the new entry is in. Here the new one is in already, so the hand turns back before the
 * newest.
 */
final class SieveOrder implements Order {
    private final EntryList list = new EntryList();

    /** The place that the hand looks at next, {@link EntryList#END} for the oldest. */
    private int hand = EntryList.END;

    @Override
    public void onHit(Entry entry) {
        if (entry.mark() == 0) { // else there is nothing to write
            entry.mark(1);
        }
    }

    @Override
    public void onAdd(Entry entry) {
        entry.mark(0);
        list.addNewest(entry);
    }

    @Override
    public void onRemove(Entry entry) {
        if (list.contains(entry)) {
            int place = entry.note();
            if (hand == place) {
                hand = list.newer(place);
            }
            list.remove(place);
        }
    }

    @Override
    public @Nullable Entry victim() {
        while (!list.isEmpty()) {
            int place = hand == EntryList.END || hand == list.newest() ? list.oldest() : hand;
            int next = list.newer(place);
            hand = next == list.newest() ? EntryList.END : next;
            Entry entry = list.get(place);
            if (!entry.isAlive()) {
                list.remove(place);
            } else if (entry.mark() == 0) {
                list.remove(place);
                return entry;
            } else {
                entry.mark(0);
            }
        }
        return null;
    }

    @Override
    public void onPassedOver(Entry entry) {
        onAdd(entry);
    }
}
