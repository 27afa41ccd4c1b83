/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.util.Arrays;
import java.util.Locale;

/** Median and quartiles, by linear interpolation. */
public record Spread(double lower, double median, double upper) {
    /** Returns that of values. */
    public static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(quantile(0.25, sorted), quantile(0.5, sorted), quantile(0.75, sorted));
    }

    private static double quantile(double share, double... sorted) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Returns it as text, each number with the same unit behind it. */
    public String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, lower, upper);
    }
}
