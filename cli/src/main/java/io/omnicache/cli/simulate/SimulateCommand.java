/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Progress;
import io.omnicache.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code simulate}. */
@Command(
        name = "simulate",
        description = {
            "Tells the hit rate that a workload would get: each request is a look-up of its key, and on a miss the key is"
                    + " stored. The caches are real ones.",
            ""
        },
        footer = {
            "",
            "Formats: text with one key per line; Common or Combined Log Format, with the request target as the key;"
                    + " 64-bit keys, big-endian (.trc). Each may be gzip. What a file holds is detected.",
            "Memory: all caches are filled at once, so it grows with the sum of the sizes.",
            "",
            "Example:  ./omnicache simulate access.log --sizes 1k,10k,100k --chart hits.svg"
        })
public final class SimulateCommand implements Callable<Integer> {
    /** Heap per entry, a generous guess: a default size is at most as many entries as fit. */
    private static final long BYTES_PER_ENTRY = 1_000;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Access logs, read one after the other as one workload; - is standard input.")
    private List<String> files;

    @Option(
            names = "--sizes",
            paramLabel = "SIZE,...",
            split = ",",
            hideParamSyntax = true,
            description = "Sizes of the caches in entries, such as 500,20k,1M."
                    + " Without it: steps of 1, 2, 5 up to the number of different keys.")
    private String @Nullable [] sizes;

    @Option(
            names = "--strategies",
            paramLabel = "NAME,...",
            split = ",",
            hideParamSyntax = true,
            description = "Eviction strategies. Without it: all there are.")
    private String @Nullable [] strategies;

    @Option(names = "--format", paramLabel = "FORMAT", description = "Do not detect the format: keys, clf or trc.")
    private @Nullable Format format;

    @Option(names = "--csv", description = "Print comma-separated values in place of the table.")
    private boolean csv;

    @Option(names = "--chart", paramLabel = "SVG", description = "Also draw hit rate over size into this file.")
    private @Nullable Path chart;

    /** Creates the command for output to the given terminal. */
    public SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<Long> asked = sizes == null ? List.of() : askedSizes(sizes);
        requireChartCanBeWritten();
        PrintWriter err = spec.commandLine().getErr();
        Simulation simulation = new Simulation(askedStrategies(), what -> new Progress(terminal, err, what));
        requireStrategiesExist(simulation);
        try (SpooledInput stdin = new SpooledInput()) {
            Workload workload = new Workload(sources(stdin, asked.isEmpty()), format);
            List<Long> chosen = asked.isEmpty() ? series(simulation.count(workload)) : asked;
            report(simulation.run(workload, chosen), spec.commandLine().getOut(), err);
        }
        return 0;
    }

    private List<Long> askedSizes(String[] texts) {
        try {
            return Sizes.ordered(texts);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Option --sizes: " + e.getMessage(), e);
        }
    }

    private List<String> askedStrategies() {
        return strategies == null
                ? StrategyNames.all()
                : Arrays.stream(strategies).map(String::strip).distinct().toList();
    }

    private void requireStrategiesExist(Simulation simulation) {
        try {
            simulation.requireStrategiesExist();
        } catch (CacheException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "Option --strategies: " + e.getMessage(), e);
        }
    }

    private List<Workload.Source> sources(SpooledInput stdin, boolean readTwice) {
        if (files.stream().filter("-"::equals).count() > 1) {
            throw new ParameterException(spec.commandLine(), "Standard input (-) can be named only once");
        }
        return files.stream()
                .map(file -> file.equals("-") ? stdin.source(System.in, readTwice) : Workload.Source.of(Path.of(file)))
                .toList();
    }

    private static List<Long> series(DistinctKeys distinct) {
        return Sizes.series(distinct.count(), Math.max(1, Runtime.getRuntime().maxMemory() / BYTES_PER_ENTRY));
    }

    /* Minutes of simulation would be lost if this came out at the end. */
    private void requireChartCanBeWritten() {
        if (chart == null) {
            return;
        }
        Path folder = chart.toAbsolutePath().getParent();
        if (Files.isDirectory(chart) || folder == null || !Files.isWritable(folder)) {
            throw new SimulationException(
                    "cannot write the chart " + chart + ": its folder must exist and be writable");
        }
    }

    private void report(Outcome outcome, PrintWriter out, PrintWriter err) throws IOException {
        if (csv) {
            Table.printCsv(outcome, out);
        } else {
            Table.print(outcome, terminal, out);
        }
        out.flush();
        if (outcome.malformed() > 0) {
            err.println("omnicache: " + Figures.count(outcome.malformed())
                    + (outcome.malformed() == 1 ? " line or key was" : " lines or keys were")
                    + " malformed and left out");
        }
        if (chart != null) {
            Files.writeString(chart, new Chart(outcome).svg(), StandardCharsets.UTF_8);
            err.println("omnicache: the chart is in " + chart);
        }
        err.flush();
    }
}
