/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.UnfinishedException;
import io.omnicache.benchmarks.WrongCallException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/** Measures rows, subject beside subject in interleaved forks, and prints them as ratios to the bare map. */
public final class Table {
    static final String USAGE = """
            Usage: Table [options]
              --rows ROW,...        rows of the table, each as name or name@entries (default: all of them, and get@1000)
              --subjects NAME,...   subjects beside map: omnicache, caffeine, cache2k, ehcache, ri, native-caffeine,
                                    native-cache2k, omnicache:strategy=NAME, omnicache:copier=NAME
                                    (default: all but the last two)
              --threads N,...       numbers of threads (default: as each row says)
              --forks N             JVMs for each subject and row (default: 10)
              --warmup MS           warm-up of each fork (default: 1000)
              --iterations N        measurements of each fork (default: 3)
              --measure MS          length of each (default: 300)
              --jvm-options TEXT    options of the forks, separated by spaces (default: a fixed heap, 2 GiB; 6 GiB where there
                                    are more than a million keys)
              --csv FILE            also write what each fork measured into this file, as it comes
              --help                this text
            The forks run on the JVM that runs this program. One that fails is told and left out; the exit code is then 1.""";

    private static final String SUBJECTS = "omnicache,caffeine,cache2k,ehcache,ri,native-caffeine,native-cache2k";
    private static final String SMALL = "get@1000";

    private final List<Cell> cells;
    private final List<Contender> contenders;
    private final int forks;
    private final Forks runner;
    private final PrintStream progress;
    private final List<Sample> samples = new ArrayList<>();
    private int failures;

    private Table(CommandLine options, PrintStream progress) {
        cells = cells(options);
        contenders = contenders(options);
        forks = options.number("--forks", 10);
        runner = new Forks(
                options.number("--warmup", 1_000),
                options.number("--iterations", 3),
                options.number("--measure", 300),
                options.text("--jvm-options", ""));
        this.progress = progress;
    }

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = run(System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static int run(PrintStream out, PrintStream err, String... arguments) throws Exception {
        return CommandLine.run(
                USAGE,
                (options, printed) -> {
                    Table table = new Table(options, err);
                    table.measure(options.text("--csv", ""));
                    printed.print(new Report(table.cells, table.contenders, table.samples).text());
                    if (table.failures > 0) {
                        throw new UnfinishedException("forks that failed: " + table.failures);
                    }
                },
                out,
                err,
                arguments);
    }

    private static List<Cell> cells(CommandLine options) {
        String all =
                String.join(",", Arrays.stream(Row.values()).map(Row::label).toList());
        List<Cell> cells = new ArrayList<>();
        for (String label : options.list("--rows", all + "," + SMALL)) {
            Cell single = Cell.named(label, 1);
            int[] numbers = options.numbers("--threads", defaultThreads(single));
            Arrays.stream(numbers).forEach(threads -> cells.add(Cell.named(label, threads)));
        }
        return cells;
    }

    /** Rows with another number of entries than usual are about one thread. */
    private static String defaultThreads(Cell cell) {
        return cell.entries() == Row.ENTRIES
                ? String.join(
                        ",", cell.row().threads().stream().map(String::valueOf).toList())
                : "1";
    }

    private static List<Contender> contenders(CommandLine options) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.LIMIT);
        options.list("--subjects", SUBJECTS).stream()
                .map(Contender::named)
                .filter(contender -> !contender.equals(Contender.LIMIT))
                .forEach(contenders::add);
        return contenders;
    }

    private void measure(String csv) throws IOException {
        long count = 0;
        for (Cell cell : cells) {
            count += forks * contenders.stream().filter(cell::has).count();
        }
        if (count == 0) {
            throw new WrongCallException("nothing to measure");
        }
        progress.println(count + " forks");
        try (PrintWriter lines = lines(csv)) {
            lines.println(Sample.HEADING);
            measure(lines);
        }
    }

    /** Row by row: the first fork of each subject, the second of each, and so on. */
    private void measure(PrintWriter lines) {
        for (Cell cell : cells) {
            for (int fork = 1; fork <= forks; fork++) {
                // Each round begins with another subject, so that none always follows the same one.
                List<Contender> order = new ArrayList<>(contenders);
                Collections.rotate(order, fork - 1);
                for (Contender contender : order) {
                    if (cell.has(contender)) {
                        measure(cell, contender, fork, lines);
                    }
                }
            }
        }
    }

    private void measure(Cell cell, Contender contender, int fork, PrintWriter lines) {
        try {
            Sample sample = runner.run(cell, contender, fork);
            samples.add(sample);
            lines.println(sample.csv());
            lines.flush();
            progress.println(sample.csv());
        } catch (RunnerException | RuntimeException e) { // what hours of other forks measure must not be lost for it
            failures++;
            progress.println(
                    "failed: fork " + fork + " of " + contender.label() + " in " + cell.description() + ": " + e);
        }
    }

    /** Returns where lines go, nowhere if there is no file. */
    private static PrintWriter lines(String file) throws IOException {
        return new PrintWriter(file.isEmpty() ? Writer.nullWriter() : Files.newBufferedWriter(Path.of(file)));
    }
}
