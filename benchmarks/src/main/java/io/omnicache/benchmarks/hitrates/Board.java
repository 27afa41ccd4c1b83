/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All hit rates side by side.
 *
 * @param cases in the order in which they are shown
 * @param columns first those that were measured, in the order in which they were asked for, then the published ones
 * @param seeds for each measured subject with more than one run per case, the mean of each run over all cases, in percent
 */
record Board(List<Case> cases, List<Column> columns, Map<String, List<Double>> seeds) {
    static Board of(List<Case> cases, List<Contestant> contestants, List<Measured> runs, List<Column> published) {
        List<Column> columns = new ArrayList<>();
        Map<String, List<Double>> seeds = new LinkedHashMap<>();
        for (Contestant contestant : contestants) {
            List<Measured> own = runs.stream()
                    .filter(run -> run.contestant().equals(contestant))
                    .toList();
            columns.add(new Column(contestant.name(), false, means(own)));
            Map<Integer, Double> bySeed = own.stream()
                    .collect(Collectors.groupingBy(
                            Measured::seed, TreeMap::new, Collectors.averagingDouble(Measured::rate)));
            if (bySeed.size() > 1) {
                seeds.put(contestant.name(), List.copyOf(bySeed.values()));
            }
        }
        columns.addAll(published);
        return new Board(cases, columns, seeds);
    }

    private static Map<Case, Double> means(Collection<Measured> runs) {
        return runs.stream()
                .collect(Collectors.groupingBy(Measured::where, Collectors.averagingDouble(Measured::rate)));
    }

    /** Returns the cases of each trace, in their order. */
    Map<String, List<Case>> byTrace() {
        return cases.stream().collect(Collectors.groupingBy(Case::trace, LinkedHashMap::new, Collectors.toList()));
    }

    /** Returns the column of a name that has all cases: the measured one if there is one, else the published one. */
    Optional<Column> column(String name) {
        return columns.stream()
                .filter(column ->
                        column.name().equals(name) && column.rates().keySet().containsAll(cases))
                .findFirst();
    }
}
