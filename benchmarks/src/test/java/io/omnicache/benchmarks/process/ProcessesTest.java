/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.StoreOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The programs that give each subject a JVM of its own, on little. */
class ProcessesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void anEntryTakesWhatANodeAndItsPlaceInTheTableTake() throws Exception {
        run(Memory.USAGE, Memory::run, "--subjects map,omnicache --entries 20000");
        for (List<String> cells : table("map", "omnicache")) {
            double eternal = Double.parseDouble(cells.get(1));
            double timed = Double.parseDouble(cells.get(3));
            assertThat(eternal).as("%s", cells).isBetween(32.0, 100.0);
            assertThat(timed).as("%s", cells).isBetween(eternal, 150.0);
            assertThat(cells.get(2)).isEqualTo("20000");
        }
    }

    @Test
    void anEmptyCacheTakesSomeHeapAndTime() throws Exception {
        run(ManyCaches.USAGE, ManyCaches::run, "--subjects omnicache --caches 50");
        for (List<String> cells : table("omnicache")) {
            assertThat(Double.parseDouble(cells.get(1))).isPositive();
            assertThat(Double.parseDouble(cells.get(2))).isPositive();
            assertThat(Long.parseLong(cells.get(3))).isBetween(500L, 50_000L);
        }
    }

    @Test
    void everyPhaseHasALongestOperation() throws Exception {
        run(
                Pauses.USAGE,
                (options, printed) -> Pauses.run(options, printed, "-Xmx256m"),
                "--subjects omnicache:lru --entries 1000 --operations 5000 --rounds 1");
        List<List<String>> lines = table("1");
        assertThat(lines)
                .extracting(cells -> cells.get(2))
                .containsExactly("puts up to the bound", "puts that evict", "puts of drawn keys", "gets of drawn keys");
        for (List<String> cells : lines) {
            assertThat(Long.parseLong(cells.get(4)))
                    .as("%s, in whole microseconds", cells)
                    .isNotNegative();
        }
    }

    @Test
    void equalHashesAreMeasuredBesideTheMap() throws Exception {
        run(
                EqualHashes.USAGE,
                EqualHashes::run,
                "--subjects omnicache --keys 2000 --keys-plain 500 --rounds 1 --seconds 60");
        List<List<String>> lines = table("2000 comparable", "500 not comparable");
        assertThat(lines).extracting(cells -> cells.get(1)).containsExactly("map", "omnicache", "map", "omnicache");
        assertThat(lines.get(0).get(2)).endsWith(" (1.00x)");
        for (List<String> cells : lines) {
            assertThat(cells.subList(2, 5)).allMatch(cell -> cell.matches("[0-9.]+ \\([0-9.]+x\\)"));
        }
    }

    @Test
    void aStrategyIsMeasuredWithABoundThatHoldsAllKeys() {
        assertThat(EqualHashes.options(Contestant.named("omnicache:lru"), 500))
                .isEqualTo(StoreOptions.PLAIN.withCapacity(500).withNames("lru", ""));
        assertThat(EqualHashes.options(Contestant.named("omnicache"), 500)).isEqualTo(StoreOptions.PLAIN);
    }

    @Test
    void theLongestAndWhatNearlyAllStayBelow() {
        Longest longest = new Longest();
        for (int i = 0; i < 100_000; i++) {
            longest.add(2_000, 1_500);
        }
        longest.add(3_000_000, 2_500_000);
        assertThat(longest.text()).isEqualTo("2500 | 3000 | 1 | 2");
    }

    /** Returns the cells of the lines of the table whose first cell is one of these. */
    private List<List<String>> table(String... first) {
        List<List<String>> lines = out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> Stream.of(first).anyMatch(cell -> line.startsWith("| " + cell + " |")))
                .map(line -> List.of(line.substring(2, line.length() - 2).split(" \\| ")))
                .toList();
        assertThat(lines).as(out.toString(StandardCharsets.UTF_8)).isNotEmpty();
        return lines;
    }

    private void run(String usage, CommandLine.Program program, String call) throws Exception {
        int exitCode = CommandLine.run(
                usage, program, new PrintStream(out, true, StandardCharsets.UTF_8), System.err, call.split(" "));
        assertThat(exitCode).isZero();
    }
}
