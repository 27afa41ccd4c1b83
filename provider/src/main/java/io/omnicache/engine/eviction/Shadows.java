/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out which {@link Setting} suits the requests, by playing a sample of them to a {@link Shadow} of each. */
/*
 * A key belongs to the sample or does not, by its hash (Waldspurger et al., "Cache modeling and optimization using miniature
 * simulations", USENIX ATC 2017): a cache of a hundredth of the size sees a hundredth of the keys, all requests of each.
 *
 * Not thread-safe.
 */
final class Shadows {
    static final int LARGEST = 512;
    private static final int SMALLEST_SHARE = 4;
    private static final int MEMORY = 15;
    private static final int CHOICES_PER_TURN = 16;

    private final List<Shadow> shadows;
    private final Seed seed;
    private final int choosingPeriod;
    private final double decay;
    private int untilChoice;

    Shadows(long capacity, Seed seed) {
        int room = room(capacity);
        this.seed = seed;
        this.shadows = Arrays.stream(Setting.values())
                .map(setting -> new Shadow(setting, room, seed))
                .toList();
        this.choosingPeriod = Math.max(1, room / CHOICES_PER_TURN);
        this.untilChoice = 2 * room;
        this.decay = 1 - 1.0 / ((double) MEMORY * room);
    }

    /** Returns how many entries a shadow has for a cache of so many. */
    static int room(long capacity) {
        return (int) Math.max(1, Math.min(LARGEST, capacity / SMALLEST_SHARE));
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
        Shadow best = shadows.get(present.ordinal());
        for (Shadow shadow : shadows) {
            if (shadow.score() > best.score()) {
                best = shadow;
            }
        }
        return best.setting() == present ? null : best.setting();
    }
}
