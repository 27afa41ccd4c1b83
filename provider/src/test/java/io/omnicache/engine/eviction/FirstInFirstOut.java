/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import java.util.ArrayDeque;
import java.util.Queue;

/** A strategy of a user's: the oldest entry goes first, however often it was read. */
public final class FirstInFirstOut implements EvictionStrategy {
    /** Creates the strategy; called by the lookup of services. */
    public FirstInFirstOut() {}

    @Override
    public String name() {
        return "first-in-first-out";
    }

    @Override
    public Order newOrder(long maximum) {
        return new Order() {
            private final Queue<Entry> entries = new ArrayDeque<>();

            @Override
            public void onHit(Entry entry) {
                // Reads do not matter.
            }

            @Override
            public void onAdd(Entry entry) {
                entries.add(entry);
            }

            @Override
            public void onRemove(Entry entry) {
                entries.remove(entry);
            }

            @Override
            public Entry victim() {
                return entries.poll();
            }

            @Override
            public void onPassedOver(Entry entry) {
                entries.add(entry);
            }
        };
    }
}
