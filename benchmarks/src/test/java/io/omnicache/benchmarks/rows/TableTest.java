/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program, very short. */
class TableTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** These figures are for nobody: other benchmarks on the machine do not matter. */
    @BeforeAll
    static void runBesideOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void measuresSubjectBesideSubjectAndPrintsRatios() throws Exception {
        Path csv = folder.resolve("samples.csv");
        int exitCode = run("--rows get@1000 --subjects omnicache --threads 1,2 --forks 1 --warmup 20"
                + " --iterations 2 --measure 20 --jvm-options -Xmx256m --csv " + csv);
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(1 + 2 * 2).first().isEqualTo(Sample.HEADING);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            assertThat(cells).hasSize(9).endsWith("");
            assertThat(cells[0]).isEqualTo("get");
            double wall = Double.parseDouble(cells[5]);
            double caller = Double.parseDouble(cells[6]);
            assertThat(caller).as(line).isBetween(1.0, 100_000.0);
            // Not wall alone: outside of what JMH counts the thread runs too, and at first code that is not compiled.
            assertThat(caller).as(line).isLessThan(20 * wall);
            assertThat(Double.parseDouble(cells[7])).as(line).isPositive();
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("CPU time of the calling threads", "| row | map, ns | target | omnicache |")
                .contains("`get@1000` get hit; 1,000 entries, 2 threads |", "| row | threads | map | omnicache |");
    }

    @Test
    void aForkThatFailsIsToldAndTheOthersAreMeasured() throws Exception {
        Path csv = folder.resolve("samples.csv");
        int exitCode = run("--rows mix@1000 --subjects omnicache:strategy=none-such,omnicache --threads 1 --forks 1"
                + " --warmup 20 --iterations 1 --measure 20 --jvm-options -Xmx256m --csv " + csv);
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("failed: fork 1 of omnicache:strategy=none-such in `mix@1000`", "forks that failed: 1");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("mix,1000,1,map,1,");
        assertThat(lines.get(2)).startsWith("mix,1000,1,omnicache,1,");
        for (String line : lines.subList(1, 3)) {
            assertThat(Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                    .as(line)
                    .isBetween(0.4, 0.9);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Hit rate of the gets", "| row | map | omnicache:strategy=none-such | omnicache |");
    }

    @Test
    void whatAContenderAddsHasToMatterInTheRow() {
        Contender copying = Contender.named("omnicache:copier=fields");
        Contender ordering = Contender.named("omnicache:strategy=lru");
        assertThat(Arrays.stream(Row.values()).filter(row -> new Cell(row, 1_000, 1).has(copying)))
                .containsExactly(Row.VALUE_STRING, Row.VALUE_RECORD, Row.VALUE_POJO);
        assertThat(Arrays.stream(Row.values()).filter(row -> new Cell(row, 1_000, 1).has(ordering)))
                .containsExactly(Row.BOUNDED, Row.EVICT, Row.MIX);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --rows gets                | unknown row 'gets', there are get, statistics,
                    --rows get@many            | get@many: was 'many', allowed is 1 to 999999999
                    --subjects oscache         | unknown subject 'oscache', there are omnicache,
                    --forks 0                  | --forks: was '0', allowed is 1 to 999999999
                    --forks                    | option --forks needs a value
                    --best yes                 | unknown option --best; --help tells which there are
                    """)
    void aWrongCallIsToldAndEndsWith2(String call, String message) throws Exception {
        assertThat(run(call)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message);
        assertThat(out.size()).isZero();
    }

    @Test
    void theSpreadIsMedianAndQuartiles() {
        assertThat(Spread.of(4, 1, 3, 2, 5)).isEqualTo(new Spread(2, 3, 4));
        assertThat(Spread.of(1, 2).text("%.2f")).isEqualTo("1.50 (1.25–1.75)");
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void ratiosAreTakenWithinForksOfTheSameNumber() {
        Cell one = Cell.named("put", 1);
        Cell two = Cell.named("put", 2);
        Cell mixed = Cell.named("mix", 1);
        Contender ours = Contender.named("omnicache:strategy=lru");
        Report report = new Report(
                List.of(one, two, mixed),
                List.of(Contender.LIMIT, ours),
                List.of(
                        new Sample(one, Contender.LIMIT, 1, 10, 10, 10, Double.NaN),
                        new Sample(one, Contender.LIMIT, 2, 1_000, 1_000, 1_000, Double.NaN),
                        new Sample(one, ours, 1, 20, 20, 20, Double.NaN),
                        new Sample(one, ours, 2, 2_000, 2_000, 2_000, Double.NaN),
                        new Sample(two, ours, 1, 25, 25, 25, Double.NaN),
                        new Sample(mixed, Contender.LIMIT, 1, 10, 10, 10, 0.6),
                        new Sample(mixed, ours, 1, 20, 20, 20, 0.7)));
        assertThat(report.text())
                .contains("1 thread | 505.0 (257.5–752.5) | 1.8x | 2.00 (2.00–2.00) |")
                .contains("2 threads | - | 1.8x | - |")
                .contains("2 threads | 1 | - | 1.60 (1.60–1.60) |")
                .contains("100,000 entries, 1 thread | 0.600 (0.600–0.600) | 0.700 (0.700–0.700) |");
    }

    private int run(String call) throws Exception {
        return Table.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                call.split(" "));
    }
}
