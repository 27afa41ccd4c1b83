/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** {@link TwoClocks} under the setting that does best on a sample of the requests. */
/*
 * The sample begins when the cache has filled to some share: only then is it known how many entries the cache has room for,
 * since the bound may count weights; and a cache that stays nearly empty needs neither a choice nor the memory. It begins
 * anew when the number of entries has become quite another.
 *
 * Readers set a mark; for the keys of the sample, they also leave the hash code in a buffer of limited length, which the
 * next addition plays to the shadows.
 */
final class AdaptiveOrder implements Order {
    /** The sample begins when the cache is filled to such a part. */
    private static final int START_DIVISOR = 2;

    /** It begins anew when there are more than so many times as many entries as it was made for, or fewer by that. */
    private static final int CHANGE = 2;

    private final Seed seed;
    private final TwoClocks clocks;

    /** Null before the beginning; written by the one thread, read by all. */
    private volatile @Nullable Sample sample;

    private @Nullable Shadows shadows;

    /**
     * Creates an empty order.
     *
     * @param maximum the bound, as a weight or a number of entries
     * @param seed of all hashes; a random one, unless runs are to be repeated
     */
    AdaptiveOrder(long maximum, Seed seed) {
        this.seed = seed;
        clocks = new TwoClocks(maximum);
    }

    @Override
    public void onHit(Entry entry) {
        Marks.use(entry);
        Sample present = sample;
        if (present != null) {
            present.offer(entry.keyHash());
        }
    }

    @Override
    public void onAdd(Entry entry) {
        int keyHash = entry.keyHash();
        play(keyHash);
        clocks.add(entry, seed.hash(keyHash));
        if (shadows == null && clocks.isFilledTo(START_DIVISOR)) {
            begin();
        }
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
        long entries = clocks.size();
        if (shadows != null && (entries > shadows.capacity() * CHANGE || entries < shadows.capacity() / CHANGE)) {
            begin();
        }
        return clocks.victim(seed);
    }

    @Override
    public void onPassedOver(Entry entry) {
        clocks.takeBack(entry, seed.hash(entry.keyHash()));
    }

    /** Returns how many entries the cache was estimated to have room for when the sample began; 0 before. */
    long sampledFor() {
        return shadows == null ? 0 : shadows.capacity();
    }

    private void begin() {
        long capacity = clocks.capacity();
        if (Shadows.room(capacity) > 0) {
            shadows = new Shadows(capacity, seed);
            sample = new Sample(seed, (double) Shadows.room(capacity) / capacity);
        }
    }

    /** Plays what readers have left and then the request of a key that was not found. */
    private void play(int missed) {
        Sample present = sample;
        if (present == null) {
            return;
        }
        int length = present.length();
        for (int i = 0; i < length; i++) {
            playSampled(present.at(i));
        }
        present.clear();
        if (present.contains(missed)) {
            playSampled(missed);
        }
    }

    private void playSampled(int keyHash) {
        Setting next = shadows == null ? null : shadows.request(keyHash, clocks.setting());
        if (next != null) {
            clocks.set(next);
        }
    }
}
