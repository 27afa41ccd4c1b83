/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** Ranks drawn with a probability that falls with the rank: P(rank) is proportional to 1 / rank^0.99. */
public final class Zipf {
    private static final double SKEW = 0.99;

    private Zipf() {}

    /** Draws ranks from 0 to below the given number, scattered over the range so that neighbours are not alike. */
    public static int[] draw(int keys, int count, long seed) {
        double[] cumulated = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1 / Math.pow(i + 1, SKEW);
            cumulated[i] = sum;
        }
        int[] scattered = shuffled(keys, seed);
        Random random = new Random(seed);
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
            drawn[i] = scattered[Math.min(keys - 1, at < 0 ? -at - 1 : at)];
        }
        return drawn;
    }

    private static int[] shuffled(int keys, long seed) {
        Random random = new Random(seed);
        int[] order = new int[keys];
        for (int i = 0; i < keys; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
