/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<Case> CASES = List.of(new Case("a", 64), new Case("a", 98), new Case("b", 64));
    private static final Column OURS = column("adaptive", false, 50, 40, 30);

    @Test
    void countsCasesAndTracesThatAreBehind() {
        Column caffeine = column("caffeine", false, 51.01, 43.01, 31);
        Column lru = column("lru", false, 45.49, 45.51, 30.5);
        Board board = new Board(CASES, List.of(OURS, lru, caffeine), Map.of());
        assertThat(verdict(board)).isEqualToNormalizingNewlines("""
                        Verdict on adaptive
                          mean of 3 cases: 40.000
                          cases more than 1 point below caffeine: 2 (a@64, a@98)
                          cases more than 3 points below caffeine: 1 (a@98)
                          traces whose mean is more than 0.5 below lru: 0
                          worst cases against the best other:
                            a@98: 40.000, lru 45.510, -5.510
                            a@64: 50.000, caffeine 51.010, -1.010
                            b@64: 30.000, caffeine 31.000, -1.000
                        """);
    }

    @Test
    void namesATraceWhoseMeanIsBehindLru() {
        Column lru = column("lru", false, 50, 41.01, 30.5);
        Board board = new Board(CASES, List.of(OURS, lru), Map.of());
        assertThat(verdict(board)).contains("  traces whose mean is more than 0.5 below lru: 1 (a)\n");
    }

    @Test
    void takesPublishedRatesWhereNoneAreMeasuredAndNeverABound() {
        Column published = column("caffeine", true, 60, 40, 30);
        Column opt = column("opt", true, 90, 90, 90);
        Column min = column("min", false, 90, 90, 90);
        Board board = new Board(CASES, List.of(OURS, min, opt, published), Map.of());
        assertThat(verdict(board))
                .contains("  cases more than 3 points below caffeine*: 1 (a@64)\n")
                .contains("    a@64: 50.000, caffeine* 60.000, -10.000\n")
                .doesNotContain("lru", "min", "opt");
        Board both = new Board(CASES, List.of(OURS, column("caffeine", false, 1, 1, 1), published), Map.of());
        assertThat(verdict(both)).contains("  cases more than 3 points below caffeine: 0\n");
    }

    @Test
    void namesAtMostTenCasesOfALongList() {
        List<Case> many = Stream.iterate(64L, size -> size + 1)
                .limit(12)
                .map(size -> new Case("a", size))
                .toList();
        Map<Case, Double> ours = new LinkedHashMap<>();
        Map<Case, Double> theirs = new LinkedHashMap<>();
        many.forEach(one -> ours.put(one, 1.0));
        many.forEach(one -> theirs.put(one, 2.5));
        Column adaptive = new Column("adaptive", false, ours);
        Board board = new Board(many, List.of(adaptive, new Column("caffeine", false, theirs)), Map.of());
        assertThat(printed((out, column) -> new Verdict(board, column, out).print(), adaptive))
                .contains("more than 1 point below caffeine: 12 (a@64, ", "a@73, ...)\n")
                .doesNotContain("a@74");
    }

    @Test
    void showsTheMeanOfEachRun() {
        Map<String, List<Double>> seeds = Map.of("adaptive", List.of(40.1, 39.9));
        assertThat(verdict(new Board(CASES, List.of(OURS), seeds))).isEqualToNormalizingNewlines("""
                        Verdict on adaptive
                          mean of 3 cases: 40.000
                          mean of each run of adaptive: 40.100 39.900
                        """);
    }

    private static String verdict(Board board) {
        return printed((out, column) -> new Verdict(board, column, out).print(), OURS);
    }

    private static String printed(BiConsumer<PrintStream, Column> printing, Column judged) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        printing.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8), judged);
        return bytes.toString(StandardCharsets.UTF_8).replaceAll("\\R", "\n");
    }

    private static Column column(String name, boolean published, double... rates) {
        Map<Case, Double> byCase = new LinkedHashMap<>();
        for (int i = 0; i < rates.length; i++) {
            byCase.put(CASES.get(i), rates[i]);
        }
        return new Column(name, published, byCase);
    }
}
