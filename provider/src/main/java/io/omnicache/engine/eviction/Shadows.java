/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds out which {@link Setting} suits the requests, by playing a sample of them to a {@link Shadow} of each. */
/*
 * A key belongs to the sample or does not, by its hash (Waldspurger et al., "Cache modeling and optimization using miniature
 * simulations", USENIX ATC 2017): a cache of a hundredth of the size sees a hundredth of the keys, all requests of each.
 *
 * Not thread-safe.
 */
final class Shadows {
    private static final int LARGEST = 512;

    /** In a shadow of a few entries chance decides. */
    private static final int LEAST_CAPACITY = 16;

    /** Not all keys even of a small cache are sampled, so that not every read has to tell. */
    private static final int LARGEST_SHARE = 2;

    /** A hit counts for a third when this many times as many requests as a shadow holds have followed it. */
    private static final int MEMORY = 15;

    /** How many times as many requests as a shadow holds are played before the first choice. */
    private static final int TURNS_BEFORE_CHOICE = 4;

    private static final int CHOICES_PER_TURN = 16;

    private final Shadow[] shadows;
    private final Seed seed;
    private final long capacity;
    private final int choosingPeriod;
    private final double decay;
    private int untilChoice;

    Shadows(long capacity, Seed seed) {
        int room = room(capacity);
        this.seed = seed;
        this.capacity = capacity;
        this.shadows = Arrays.stream(Setting.values())
                .map(setting -> new Shadow(setting, room, seed))
                .toArray(Shadow[]::new);
        this.choosingPeriod = Math.max(1, room / CHOICES_PER_TURN);
        this.untilChoice = TURNS_BEFORE_CHOICE * room;
        this.decay = 1 - 1.0 / ((double) MEMORY * room);
    }

    /** Returns how many entries a shadow has for a cache of so many; 0 if a choice is not worth while. */
    static int room(long capacity) {
        return capacity < LEAST_CAPACITY ? 0 : (int) Math.min(LARGEST, capacity / LARGEST_SHARE);
    }

    /** Returns how many entries the cache has that this is for. */
    long capacity() {
        return capacity;
    }

    /**
     * Plays a request of a key that belongs to the sample.
     *
     * @return the setting to change to, null if it is not the time to choose or the present one is as good
     */
    @Nullable
    Setting request(int keyHash, Setting present) {
        long hash = seed.hash(keyHash);
        for (Shadow shadow : shadows) {
            shadow.request(keyHash, hash, decay);
        }
        if (--untilChoice > 0) {
            return null;
        }
        untilChoice = choosingPeriod;
        return better(present);
    }

    private @Nullable Setting better(Setting present) {
        Shadow best = shadows[0];
        for (Shadow shadow : shadows) {
            boolean isTie = shadow.score() == best.score();
            if (shadow.score() > best.score() || (isTie && shadow.setting() == present)) {
                best = shadow;
            }
        }
        return best.setting() == present ? null : best.setting();
    }
}
