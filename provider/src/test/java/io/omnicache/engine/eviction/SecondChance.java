/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import java.util.ArrayDeque;
import java.util.Deque;

/** The strategy on the page on strategies. */
public final class SecondChance implements EvictionStrategy {
    @Override
    public String name() {
        return "second-chance";
    }

    @Override
    public Order newOrder(long maximum) {
        return new OldestFirst();
    }

    private static final class OldestFirst implements Order {
        private final Deque<Entry> entries = new ArrayDeque<>();
        private int dead;

        @Override
        public void onHit(Entry entry) { // the only method that many threads call at once
            if (entry.mark() == 0) {
                entry.mark(1);
            }
        }

        @Override
        public void onAdd(Entry entry) {
            entry.mark(0);
            entries.add(entry);
        }

        @Override
        public void onRemove(Entry entry) {
            dead++;
            if (dead > entries.size() / 2) { // else they leave when their turn comes
                entries.removeIf(each -> !each.isAlive());
                dead = 0;
            }
        }

        @Override
        public Entry victim() {
            for (Entry next = entries.poll(); next != null; next = entries.poll()) {
                if (next.isAlive() && next.mark() == 0) {
                    return next;
                }
                if (next.isAlive()) {
                    onAdd(next);
                }
            }
            return null;
        }

        @Override
        public void onPassedOver(Entry entry) {
            onAdd(entry);
        }
    }
}
