/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import io.omnicache.MissRatioCurve;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** A cache of keys whose requests are watched as the engine has it done, on one thread. */
final class WatchedCache {
    final MissRatios ratios;
    private final KeysOnly cache;

    WatchedCache(EvictionStrategy strategy, int maximum, long seed) {
        AtomicLong next = new AtomicLong(seed);
        this.cache = new KeysOnly(order(strategy, maximum, seed), maximum);
        this.ratios = new MissRatios(
                strategy, maximum, 0, false, this::rest, () -> new Seed(new Seed(next.getAndIncrement()).hash(1)));
    }

    /** Returns an order that does the same in each run. */
    static EvictionStrategy.Order order(EvictionStrategy strategy, int maximum, long seed) {
        return strategy instanceof AdaptiveStrategy
                ? new AdaptiveOrder(maximum, new Seed(seed))
                : strategy.newOrder(maximum);
    }

    /** Looks a key up, and stores it if it is not there; returns whether it was. */
    boolean request(int key) {
        boolean hit = cache.request(key);
        if (hit) {
            ratios.onHit(key);
        } else {
            ratios.onMiss();
            ratios.onAdd(cache.present.get(key));
        }
        return hit;
    }

    /** Makes requests; returns the share of those that missed. */
    double missRatio(IntSupplier load, int requests) {
        int misses = 0;
        for (int i = 0; i < requests; i++) {
            misses += request(load.getAsInt()) ? 0 : 1;
        }
        return (double) misses / requests;
    }

    void remove(int key) {
        KeysOnly.Key removed = cache.present.get(key);
        if (removed != null) {
            cache.remove(key);
            ratios.onRemove(removed);
        }
    }

    MissRatioCurve curve() {
        return ratios.curve();
    }

    private void rest() {
        ratios.rest();
    }
}
