/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.Random;
import java.util.function.IntSupplier;

/** Synthetic sequences of keys. */
final class Loads {
    private Loads() {}

    /** Keys one after the other, again and again. */
    static IntSupplier loop(int first, int length) {
        int[] at = {0};
        return () -> first + at[0]++ % length;
    }

    /** Keys of which few are asked for most of the time: the square root of the density falls evenly. */
    static IntSupplier skewed(int first, int length, Random random) {
        return () -> first + (int) (length * Math.pow(random.nextDouble(), 4));
    }

    /** Keys near one that moves on: what was used lately is used again, and soon never more. */
    static IntSupplier moving(int first, int width, int usesPerKey, Random random) {
        int[] at = {0};
        return () -> first + at[0]++ / usesPerKey + random.nextInt(width);
    }

    /** Keys that are asked for once. */
    static IntSupplier scan(int first) {
        int[] at = {first};
        return () -> at[0]++;
    }

    /** Returns the share of hits of the load's next requests. */
    static double hitRate(KeysOnly cache, IntSupplier load, int requests) {
        int hits = 0;
        for (int i = 0; i < requests; i++) {
            if (cache.request(load.getAsInt())) {
                hits++;
            }
        }
        return (double) hits / requests;
    }
}
