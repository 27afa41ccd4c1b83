/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Compares the miss ratio curves of OmniCache with real caches of the sizes, on recorded requests: prints the error in points
 * per trace and size. Takes the options of {@link HitRates}; the subjects are strategies.
 */
public final class MissRatioCurves {
    private MissRatioCurves() {}

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
                print(runs(arguments, out), out);
            }
            return 0;
        } catch (RefusedException e) {
            err.println("MissRatioCurves: " + e.getMessage());
            return 2;
        }
    }

    private static List<CurveRun> runs(Arguments arguments, PrintStream out) throws InterruptedException {
        Optional<Published> published = Published.in(arguments.folder());
        List<String> strategies = arguments.subjects().stream()
                .filter(subject -> Contestant.named(subject).isOurs())
                .toList();
        ExecutorService executor = Executors.newFixedThreadPool(arguments.threads());
        try {
            List<Future<CurveRun>> futures = new ArrayList<>();
            for (Map.Entry<String, Path> file : Trace.in(arguments.folder()).entrySet()) {
                if (arguments.only().isEmpty() || arguments.only().contains(file.getKey())) {
                    Trace trace = Trace.read(file.getKey(), file.getValue());
                    List<Long> sizes =
                            published.map(table -> table.sizes(trace.name())).orElse(List.of());
                    for (long size : sizes.isEmpty() ? trace.sizes() : sizes) {
                        strategies.forEach(strategy -> futures.add(
                                executor.submit(() -> CurveRun.make(trace, strategy, size, arguments.seeds()))));
                    }
                }
            }
            return collect(futures, out);
        } finally {
            executor.shutdownNow();
        }
    }

    private static List<CurveRun> collect(List<Future<CurveRun>> futures, PrintStream out) throws InterruptedException {
        out.println(
                "trace         strategy    size requests     rate  error  estimated/exact miss ratio by size, in percent");
        List<CurveRun> runs = new ArrayList<>();
        for (Future<CurveRun> future : futures) {
            try {
                CurveRun run = future.get();
                out.println(run);
                runs.add(run);
            } catch (ExecutionException e) {
                throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
            }
        }
        return runs;
    }

    private static void print(List<CurveRun> runs, PrintStream out) {
        Map<String, List<CurveRun>> byStrategy = new TreeMap<>();
        runs.forEach(run -> byStrategy
                .computeIfAbsent(run.strategy(), strategy -> new ArrayList<>())
                .add(run));
        byStrategy.forEach((strategy, ofStrategy) -> print(strategy, ofStrategy, out));
    }

    private static void print(String strategy, List<CurveRun> all, PrintStream out) {
        List<CurveRun> runs = all.stream().filter(run -> run.curve().isReady()).toList();
        Map<Long, List<Double>> bySize = new TreeMap<>();
        runs.forEach(run -> run.errors()
                .forEach((size, error) ->
                        bySize.computeIfAbsent(size, same -> new ArrayList<>()).add(error)));
        out.printf(
                Locale.ROOT,
                "%n%s: %d curves of %d, mean absolute error %.2f points over the other sizes, largest of a curve %.2f%n",
                strategy,
                runs.size(),
                all.size(),
                mean(runs.stream().map(CurveRun::error).toList()),
                runs.stream().mapToDouble(CurveRun::error).max().orElse(0));
        bySize.forEach((size, errors) -> out.printf(
                Locale.ROOT, "  at %3d %% of the size: %.2f (%d curves)%n", size, mean(errors), errors.size()));
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
