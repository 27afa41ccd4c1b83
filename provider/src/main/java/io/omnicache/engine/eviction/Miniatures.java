/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;
import java.util.Arrays;

/** A cache's strategy at several sizes, each in miniature, which play the requests of a sample of the keys. */
/*
 * Waldspurger et al., "Cache modeling and optimization using miniature simulations", USENIX ATC 2017. All sizes play the same
 * sample: that it holds too many or too few favourites changes the misses of all in like manner, so their ratios are right
 * where the misses themselves are not.
 *
 * Not thread-safe.
 */
final class Miniatures {
    /** The sizes, as multiples of the cache's. */
    private static final double[] SIZES = {0.25, 0.5, 1, 2, 4};

    /** Which of them is the cache's. */
    static final int PRESENT = 2;

    /** For so many entries of the cache, one of the present size is simulated: that takes less than 1 % of the memory. */
    private static final int ENTRIES_PER_RESIDENT = 600;

    /** In smaller ones chance decides. */
    private static final int LEAST_ROOM = 32;

    /** More does not make the curve better by much. */
    private static final int LARGEST_ROOM = 256;

    private static final int TURNS_TO_WARM = 16;
    private static final int TURNS_BEFORE_CURVE = 4;

    /** When so many were played, what they came to counts for a half: the curve follows the requests. */
    private static final int MOST_REQUESTS = 1 << 18;

    private final Miniature[] miniatures;
    private final Seed seed;
    private final int room;
    private boolean warm;
    private int warming;
    private long requests;

    /**
     * Creates them, empty.
     *
     * @param capacity how many entries the cache has room for
     * @param warm whether requests count from the first on, which is right if the cache is empty too
     */
    Miniatures(EvictionStrategy strategy, long capacity, Seed seed, boolean warm) {
        this.room = room(capacity);
        this.seed = seed;
        this.warm = warm;
        this.miniatures = Arrays.stream(SIZES)
                .mapToInt(size -> (int) Math.max(1, Math.round(size * room)))
                .mapToObj(entries -> new Miniature(order(strategy, entries, seed), entries, seed))
                .toArray(Miniature[]::new);
    }

    private static EvictionStrategy.Order order(EvictionStrategy strategy, int room, Seed seed) {
        return strategy instanceof AdaptiveStrategy
                ? new ClocksOrder(new TwoClocks(room), seed)
                : strategy.newOrder(room);
    }

    /** Returns how many entries the present size has in miniature. */
    static int room(long capacity) {
        long wanted = Math.max(LEAST_ROOM, Math.min(LARGEST_ROOM, capacity / ENTRIES_PER_RESIDENT));
        return (int) Math.min(wanted & -4, capacity); // a quarter of it is a whole number
    }

    /** Returns one of the sizes. */
    static long size(int index, long maximum) {
        return Math.max(1, Math.round(SIZES[index] * maximum));
    }

    static int count() {
        return SIZES.length;
    }

    /** Returns how many requests of any keys it takes before the misses say something. */
    static long requestsNeeded(long capacity) {
        return TURNS_BEFORE_CURVE * capacity;
    }

    /**
     * Plays a request.
     *
     * @param weight how many requests it stands for
     * @return true if those that follow are the first that count
     */
    boolean play(int keyHash, int weight) {
        long hash = seed.hash(keyHash);
        for (Miniature miniature : miniatures) {
            miniature.request(keyHash, hash, weight);
        }
        if (warm) {
            requests += weight;
            return false;
        }
        warming++;
        warm = miniatures[SIZES.length - 1].isFull() || warming >= TURNS_TO_WARM * room;
        if (warm) {
            Arrays.stream(miniatures).forEach(miniature -> miniature.misses(0));
        }
        return warm;
    }

    /** Plays the removal of an entry. */
    void remove(int keyHash) {
        long hash = seed.hash(keyHash);
        for (Miniature miniature : miniatures) {
            miniature.remove(keyHash, hash);
        }
    }

    /** Returns whether what is played counts. */
    boolean isWarm() {
        return warm;
    }

    /** Returns whether the misses say something. */
    boolean isReady() {
        return requests >= (long) TURNS_BEFORE_CURVE * room;
    }

    /** Halves what was counted, if it is much; returns whether it was. */
    boolean age() {
        if (requests < MOST_REQUESTS) {
            return false;
        }
        requests /= 2;
        Arrays.stream(miniatures).forEach(miniature -> miniature.misses(miniature.misses() / 2));
        return true;
    }

    /** Returns how many requests of sampled keys were counted. */
    long requests() {
        return requests;
    }

    /** Returns how many of them would have missed at a size. */
    long misses(int index) {
        return miniatures[index].misses();
    }
}
