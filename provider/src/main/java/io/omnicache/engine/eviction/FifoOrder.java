/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** The order of adding. One that was in use when its turn came goes to the end. */
final class FifoOrder implements Order {
    private final EntryQueue queue = new EntryQueue();

    @Override
    public void onHit(Entry entry) {
        // Reads do not matter.
    }

    @Override
    public void onAdd(Entry entry) {
        queue.addNewest(entry);
    }

    @Override
    public void onRemove(Entry entry) {
        queue.onDeath();
    }

    @Override
    public @Nullable Entry victim() {
        Entry oldest = queue.oldest();
        if (oldest != null) {
            queue.removeOldest();
        }
        return oldest;
    }

    @Override
    public void onPassedOver(Entry entry) {
        queue.addNewest(entry);
    }
}
