/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** {@link TwoClocks} under the setting that does best on a sample of the requests. */
final class AdaptiveOrder implements Order {
    private final Seed seed = Seed.random();
    private final TwoClocks clocks;
    private final Sample sample;
    private final Shadows shadows;

    AdaptiveOrder(long maximum) {
        clocks = new TwoClocks(maximum);
        sample = new Sample(seed, (double) Shadows.room(maximum) / maximum);
        shadows = new Shadows(maximum, seed);
    }

    @Override
    public void onHit(Entry entry) {
        Marks.use(entry);
        if (sample.contains(entry.keyHash())) {
            sample.offer(entry.keyHash());
        }
    }

    @Override
    public void onAdd(Entry entry) {
        int keyHash = entry.keyHash();
        sample.drainTo(this::play);
        if (sample.contains(keyHash)) {
            play(keyHash);
        }
        clocks.add(entry, seed.hash(keyHash));
    }

    @Override
    public void onReweighed(Entry entry, int before) {
        clocks.reweigh(entry, before);
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

    private void play(int keyHash) {
        Setting next = shadows.request(keyHash, clocks.setting());
        if (next != null) {
            clocks.set(next);
        }
    }
}
