/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs contestants over traces: each run on one thread, several runs side by side. */
final class Measurement {
    private static final long NANOS_BETWEEN_NEWS = TimeUnit.SECONDS.toNanos(5);

    private final int threads;
    private final PrintStream news;

    /** A run to come. */
    private record Run(Trace trace, long size, Contestant contestant, int seed) {
        Measured make() {
            long hits = contestant.hits(trace, size);
            return new Measured(new Case(trace.name(), size), contestant, seed, trace.length(), hits);
        }
    }

    /** Takes where to tell, every few seconds, how far it got. */
    Measurement(int threads, PrintStream news) {
        this.threads = threads;
        this.news = news;
    }

    /** Returns the runs of the traces, for each size and contestant one, or as many as there are seeds if chance has a part. */
    List<Measured> run(List<SizedTrace> traces, List<Contestant> contestants, int seeds) throws InterruptedException {
        List<Run> runs = new ArrayList<>();
        for (SizedTrace sized : traces) {
            for (long size : sized.sizes()) {
                for (Contestant contestant : contestants) {
                    for (int seed = 1; seed <= (contestant.isRandom() ? seeds : 1); seed++) {
                        runs.add(new Run(sized.trace(), size, contestant, seed));
                    }
                }
            }
        }
        // Long ones first, so that none is left running alone in the end.
        runs.sort(Comparator.comparingInt((Run run) -> run.trace().length()).reversed());
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            return collect(runs, new ExecutorCompletionService<>(executor));
        } finally {
            executor.shutdownNow();
        }
    }

    private List<Measured> collect(List<Run> runs, CompletionService<Measured> service) throws InterruptedException {
        runs.forEach(run -> service.submit(run::make));
        List<Measured> results = new ArrayList<>();
        long begun = System.nanoTime();
        long told = begun;
        while (results.size() < runs.size()) {
            try {
                results.add(service.take().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a run failed: " + e.getCause(), e.getCause());
            }
            long now = System.nanoTime();
            if (now - told >= NANOS_BETWEEN_NEWS || results.size() == runs.size()) {
                told = now;
                news.println(results.size() + " of " + runs.size() + " runs, "
                        + TimeUnit.NANOSECONDS.toSeconds(now - begun) + " s");
            }
        }
        return results;
    }
}
