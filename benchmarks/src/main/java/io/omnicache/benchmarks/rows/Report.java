/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Samples as tables in Markdown. */
record Report(List<Cell> cells, List<Contender> contenders, List<Sample> samples) {
    private static final String RATIO = "%.2f";

    String text() {
        return table("CPU time of the calling threads", Sample::caller)
                + table("Elapsed time", Sample::wall)
                + table("CPU time of the whole process", Sample::process)
                + hitRates()
                + scaling();
    }

    /** A store that holds less, and misses cheaply, looks faster. */
    private String hitRates() {
        StringBuilder text = new StringBuilder();
        for (Cell cell : cells) {
            if (samples.stream().anyMatch(sample -> sample.cell().equals(cell) && !Double.isNaN(sample.hitRate()))) {
                text.append("| " + cell.description() + " |");
                contenders.forEach(contender ->
                        text.append(" " + spread(values(cell, contender, Sample::hitRate), "%.3f") + " |"));
                text.append('\n');
            }
        }
        return text.isEmpty()
                ? ""
                : "\nHit rate of the gets, measured after the times\n\n| row |" + headings(contenders) + "\n|---|"
                        + "---|".repeat(contenders.size()) + "\n" + text;
    }

    private static String headings(List<Contender> shown) {
        return shown.stream().map(contender -> " " + contender.label() + " |").collect(Collectors.joining());
    }

    private String table(String title, ToDoubleFunction<Sample> time) {
        StringBuilder text = new StringBuilder(
                "\n" + title
                        + ", as ratio to the map in the fork of the same number: median (quartiles)\n\n| row | map, ns | target |");
        List<Contender> others = others();
        text.append(headings(others));
        text.append("\n|---|---|---|").append("---|".repeat(others.size())).append('\n');
        for (Cell cell : cells) {
            text.append("| " + cell.description() + " | "
                    + spread(values(cell, Contender.LIMIT, time), "%.1f") + " | "
                    + cell.row().target() + " |");
            others.forEach(contender -> text.append(' ')
                    .append(spread(ratios(cell, contender, time), RATIO))
                    .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private List<Contender> others() {
        return contenders.stream()
                .filter(contender -> !contender.equals(Contender.LIMIT))
                .toList();
    }

    /** Operations per second of all threads, beside those with the fewest threads. */
    private String scaling() {
        StringBuilder text = new StringBuilder();
        for (Cell cell : cells) {
            for (Cell other : cells) {
                if (cell.threads() < other.threads()
                        && cell.equals(new Cell(other.row(), other.entries(), cell.threads()))) {
                    text.append("| " + other.description() + " | " + cell.threads() + " |");
                    contenders.forEach(
                            contender -> text.append(" " + spread(throughputs(other, cell, contender), RATIO) + " |"));
                    text.append('\n');
                }
            }
        }
        return text.isEmpty()
                ? ""
                : "\nOperations per second of all threads together, as ratio to those of fewer threads\n\n| row | threads |"
                        + headings(contenders) + "\n|---|---|"
                        + "---|".repeat(contenders.size()) + "\n" + text;
    }

    private double[] throughputs(Cell many, Cell few, Contender contender) {
        double threads = (double) many.threads() / few.threads();
        return paired(
                values(few, contender, Sample::wall),
                values(many, contender, Sample::wall),
                (before, after) -> threads * before / after);
    }

    private double[] ratios(Cell cell, Contender contender, ToDoubleFunction<Sample> time) {
        return paired(
                values(cell, contender, time), values(cell, Contender.LIMIT, time), (ours, limit) -> ours / limit);
    }

    /** Combines what forks of the same number measured. */
    private static double[] paired(
            Map<Integer, Double> left, Map<Integer, Double> right, DoubleBinaryOperator combination) {
        List<Double> combined = new ArrayList<>();
        left.forEach((fork, value) -> {
            Double other = right.get(fork);
            if (other != null) {
                combined.add(combination.applyAsDouble(value, other));
            }
        });
        return combined.stream().mapToDouble(value -> value).toArray();
    }

    /** Returns the times by the number of the fork. */
    private Map<Integer, Double> values(Cell cell, Contender contender, ToDoubleFunction<Sample> time) {
        Map<Integer, Double> values = new TreeMap<>();
        for (Sample sample : samples) {
            if (sample.cell().equals(cell) && sample.contender().equals(contender)) {
                values.put(sample.fork(), time.applyAsDouble(sample));
            }
        }
        return values;
    }

    private static String spread(Map<Integer, Double> values, String format) {
        return spread(values.values().stream().mapToDouble(v -> v).toArray(), format);
    }

    private static String spread(double[] values, String format) {
        return values.length == 0 ? "-" : Spread.of(values).text(format);
    }
}
