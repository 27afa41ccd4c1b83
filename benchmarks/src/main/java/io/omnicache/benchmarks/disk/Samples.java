/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.rows.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Figures by subject and by what was measured, in the order of the rounds. */
final class Samples {
    private final Map<String, List<Double>> figures = new HashMap<>();

    private static String name(String subject, Object what) {
        return subject + " " + what;
    }

    void add(String subject, Object what, double figure) {
        figures.computeIfAbsent(name(subject, what), key -> new ArrayList<>()).add(figure);
    }

    boolean has(String subject, Object what) {
        return figures.containsKey(name(subject, what));
    }

    double[] of(String subject, Object what) {
        return figures.getOrDefault(name(subject, what), List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    Spread spread(String subject, Object what) {
        return Spread.of(of(subject, what));
    }

    /** Returns the figures of a subject as parts of those of another one in the same round. */
    Spread ratios(String subject, String other, Object what) {
        double[] ratios = of(subject, what);
        double[] others = of(other, what);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= others[i];
        }
        return Spread.of(ratios);
    }
}
