/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.util.Arrays;
import java.util.Random;

/**
 * Which product is asked for: the n-th most popular one in proportion to 1 / n<sup>1.1</sup> (Zipf's law, somewhat steeper than
 * with exponent 1), popular ones being anywhere among the numbers. Immutable, and thread-safe where each thread brings its own
 * source of randomness.
 */
final class Zipf {
    private static final double EXPONENT = 1.1;
    private static final long SHUFFLE_SEED = 20_260L;

    private final double[] upTo;
    private final int[] ids;

    Zipf(int products) {
        upTo = new double[products];
        ids = new int[products];
        Random random = new Random(SHUFFLE_SEED);
        double sum = 0;
        for (int i = 0; i < products; i++) {
            sum += Math.pow(i + 1, -EXPONENT);
            upTo[i] = sum;
            int other = random.nextInt(i + 1);
            ids[i] = ids[other];
            ids[other] = i + 1;
        }
    }

    /** Returns the number of a product, from 1 on. */
    long next(Random random) {
        int place = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return ids[Math.min(place < 0 ? -place - 1 : place, ids.length - 1)];
    }
}
