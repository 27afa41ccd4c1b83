/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** {@link TwoClocks} under its first setting, for caches too small to choose another by a sample of their requests. */
final class ClocksOrder implements Order {
    private final TwoClocks clocks;
    private final Seed seed;

    ClocksOrder(TwoClocks clocks, Seed seed) {
        this.clocks = clocks;
        this.seed = seed;
    }

    @Override
    public void onHit(Entry entry) {
        Marks.use(entry);
    }

    @Override
    public void onAdd(Entry entry) {
        clocks.add(entry, seed.hash(entry.keyHash()));
    }

    @Override
    public void onReweighed(Entry entry, int before) {
        clocks.reweigh(entry, before);
    }

    @Override
    public void onMaximum(long maximum) {
        clocks.setMaximum(maximum);
    }

    @Override
    public void onRemove(Entry entry) {
        clocks.remove(entry);
    }

    @Override
    public @Nullable Entry victim() {
        return clocks.victim(seed);
    }

    @Override
    public void onPassedOver(Entry entry) {
        clocks.takeBack(entry, seed.hash(entry.keyHash()));
    }
}
