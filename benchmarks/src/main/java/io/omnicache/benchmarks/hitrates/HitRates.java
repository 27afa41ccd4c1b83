/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Measures hit rates of OmniCache's strategies and of other caches on recorded requests, and prints them side by side. */
public final class HitRates {
    private final Arguments arguments;
    private final PrintStream out;
    private final PrintStream err;

    private HitRates(Arguments arguments, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.out = out;
        this.err = err;
    }

    /** Ends the process with 0 if all went well, 2 after a wrong call or a file that cannot be used. */
    public static void main(String[] texts) throws InterruptedException {
        System.exit(run(System.out, System.err, texts));
    }

    /** Returns the exit code. */
    static int run(PrintStream out, PrintStream err, String... texts) throws InterruptedException {
        try {
            Arguments arguments = Arguments.parse(texts);
            if (arguments.help()) {
                out.println(Arguments.USAGE);
            } else {
                new HitRates(arguments, out, err).run();
            }
            return 0;
        } catch (RefusedException e) {
            err.println("HitRates: " + e.getMessage());
            return 2;
        }
    }

    private void run() throws InterruptedException {
        List<Contestant> contestants =
                arguments.subjects().stream().map(Contestant::named).toList();
        Optional<Published> published = published();
        List<SizedTrace> traces = traces(published);
        write(List.of()); // minutes would be lost if it turned out at the end that this does not work
        List<Measured> runs = new Measurement(arguments.threads(), err).run(traces, contestants, arguments.seeds());
        write(runs);
        List<Case> cases =
                traces.stream().flatMap(trace -> trace.cases().stream()).toList();
        Board board = Board.of(
                cases, contestants, runs, published.map(Published::columns).orElse(List.of()));
        new Tables(board, out).print();
        contestants.stream()
                .filter(Contestant::isOurs)
                .findFirst()
                .flatMap(ours -> board.column(ours.name()))
                .ifPresent(ours -> {
                    out.println();
                    new Verdict(board, ours, out).print();
                });
    }

    private Optional<Published> published() {
        Path file = arguments.published();
        return file == null ? Published.in(arguments.folder()) : Optional.of(Published.read(file));
    }

    private List<SizedTrace> traces(Optional<Published> published) {
        Map<String, Path> files = Trace.in(arguments.folder());
        for (String name : arguments.only()) {
            if (!files.containsKey(name)) {
                throw new RefusedException(
                        "option --only: there is no trace '" + name + "', but " + String.join(", ", files.keySet()));
            }
        }
        return files.entrySet().parallelStream()
                .filter(file -> arguments.only().isEmpty() || arguments.only().contains(file.getKey()))
                .map(file -> sized(Trace.read(file.getKey(), file.getValue()), published))
                .toList();
    }

    private static SizedTrace sized(Trace trace, Optional<Published> published) {
        List<Long> sizes = published.map(table -> table.sizes(trace.name())).orElse(List.of());
        return new SizedTrace(trace, sizes.isEmpty() ? trace.sizes() : sizes);
    }

    private void write(List<Measured> runs) {
        Path file = arguments.csv();
        if (file == null) {
            return;
        }
        List<String> lines = new ArrayList<>(List.of("trace,size,subject,seed,requests,hits,hit_rate_percent"));
        for (Measured run : runs) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%d,%d,%d,%.4f",
                    run.where().trace(),
                    run.where().size(),
                    run.contestant().name(),
                    run.seed(),
                    run.requests(),
                    run.hits(),
                    run.rate()));
        }
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new RefusedException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
