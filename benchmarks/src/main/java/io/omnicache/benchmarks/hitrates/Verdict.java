/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints how one subject does against the others. */
final class Verdict {
    private static final Set<String> BOUNDS = Set.of(Min.NAME, "opt");
    private static final int WORST = 5;
    private static final int MOST_LISTED = 10;

    private final Board board;
    private final Column judged;
    private final PrintStream out;

    /** A case, and by how many points the judged subject is below the best of the others there. */
    private record Behind(Case where, Column best, double points) {}

    Verdict(Board board, Column judged, PrintStream out) {
        this.board = board;
        this.judged = judged;
        this.out = out;
    }

    void print() {
        line("Verdict on %s", judged.name());
        line(
                "  mean of %d cases: %.3f",
                board.cases().size(), judged.mean(board.cases()).orElseThrow());
        board.column("caffeine").ifPresent(this::againstCaffeine);
        board.column("lru").filter(lru -> !lru.name().equals(judged.name())).ifPresent(this::againstLru);
        board.seeds().forEach(this::seeds);
        worst();
    }

    private void againstCaffeine(Column caffeine) {
        line("  cases more than 1 point below %s: %s", caffeine.label(), listed(casesBelow(caffeine, 1)));
        line("  cases more than 3 points below %s: %s", caffeine.label(), listed(casesBelow(caffeine, 3)));
    }

    private List<String> casesBelow(Column other, double points) {
        return board.cases().stream()
                .filter(one -> rate(judged, one) < rate(other, one) - points)
                .map(Case::toString)
                .toList();
    }

    private void againstLru(Column lru) {
        List<String> below = board.byTrace().entrySet().stream()
                .filter(trace -> mean(judged, trace) < mean(lru, trace) - 0.5)
                .map(Map.Entry::getKey)
                .toList();
        line("  traces whose mean is more than 0.5 below %s: %s", lru.label(), listed(below));
    }

    private void seeds(String subject, List<Double> means) {
        String each = means.stream()
                .map(mean -> String.format(Locale.ROOT, "%.3f", mean))
                .collect(Collectors.joining(" "));
        line("  mean of each run of %s: %s", subject, each);
    }

    private void worst() {
        List<Column> others = board.columns().stream()
                .filter(column -> !column.name().equals(judged.name()) && !BOUNDS.contains(column.name()))
                .toList();
        List<Behind> behind = board.cases().stream()
                .flatMap(one -> behind(one, others))
                .sorted(Comparator.comparingDouble(Behind::points).reversed())
                .limit(WORST)
                .toList();
        if (!behind.isEmpty()) {
            line("  worst cases against the best other:");
        }
        for (Behind one : behind) {
            line(
                    "    %s: %.3f, %s %.3f, %+.3f",
                    one.where(),
                    rate(judged, one.where()),
                    one.best().label(),
                    rate(one.best(), one.where()),
                    -one.points());
        }
    }

    private Stream<Behind> behind(Case where, List<Column> others) {
        return others.stream()
                .filter(column -> column.rates().containsKey(where))
                .max(Comparator.comparingDouble(column -> rate(column, where)))
                .map(best -> new Behind(where, best, rate(best, where) - rate(judged, where)))
                .stream();
    }

    private static double mean(Column column, Map.Entry<String, List<Case>> trace) {
        return column.mean(trace.getValue()).orElseThrow();
    }

    private static double rate(Column column, Case where) {
        return column.mean(List.of(where)).orElseThrow();
    }

    private static String listed(List<String> names) {
        if (names.isEmpty()) {
            return "0";
        }
        String more = names.size() > MOST_LISTED ? ", ..." : "";
        return names.size() + " (" + String.join(", ", names.subList(0, Math.min(MOST_LISTED, names.size()))) + more
                + ")";
    }

    @SuppressWarnings("AnnotateFormatMethod") // every call is in this class, and run by its test
    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
