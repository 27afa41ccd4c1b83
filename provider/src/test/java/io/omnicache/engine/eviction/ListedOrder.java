/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import io.omnicache.EvictionStrategy.Order;
import java.util.ArrayList;
import java.util.List;

/** A plain list in the order of adding, in which hits change nothing: what orders are compared with. */
abstract class ListedOrder implements Order {
    final List<EvictionStrategy.Entry> entries = new ArrayList<>();

    @Override
    public void onHit(EvictionStrategy.Entry entry) {
        // Nothing changes.
    }

    @Override
    public void onAdd(EvictionStrategy.Entry entry) {
        entries.add(entry);
    }

    @Override
    public void onRemove(EvictionStrategy.Entry entry) {
        entries.remove(entry);
    }

    @Override
    public void onPassedOver(EvictionStrategy.Entry entry) {
        entries.add(entry);
    }
}
