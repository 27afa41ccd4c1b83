/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.NativeAccess;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs single forks by JMH.
 *
 * @param warmUp milliseconds
 * @param measured milliseconds of each iteration
 * @param jvmOptions options of the JVM, separated by spaces; empty for a fixed heap
 */
record Forks(int warmUp, int iterations, int measured, String jvmOptions) {
    private static final int LARGE = 1_000_000;

    Sample run(Cell cell, Contender contender, int fork) throws RunnerException {
        RunResult run = new Runner(options(cell, contender)).runSingle();
        return new Sample(
                cell,
                contender,
                fork,
                run.getPrimaryResult().getScore(),
                score(run, "callerNanos") / score(run, "callerOperations"),
                score(run, ProcessTime.LABEL),
                cell.row() == Row.MIX ? score(run, ProcessTime.HIT_RATE) : Double.NaN);
    }

    private Options options(Cell cell, Contender contender) {
        return new OptionsBuilder()
                .include(RowsBenchmark.class.getName() + "\\." + cell.row().method() + "$")
                .param("row", cell.row().name())
                .param("subject", contender.subject().name())
                .param("entries", String.valueOf(cell.entries()))
                .param("strategy", contender.strategy())
                .param("copier", contender.copier())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(cell.threads())
                .forks(1)
                .warmupIterations(1)
                .warmupTime(TimeValue.milliseconds(warmUp))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(measured))
                .jvmArgs(heap(cell).split(" "))
                .jvmArgsAppend(NativeAccess.options().toArray(String[]::new))
                .addProfiler(ProcessTime.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    /** Heaps are fixed: one that grows while it is measured collects more often than it has to. */
    private String heap(Cell cell) {
        if (!jvmOptions.isEmpty()) {
            return jvmOptions;
        }
        return cell.row().keys(cell.entries()) > LARGE ? "-Xms6g -Xmx6g" : "-Xms2g -Xmx2g";
    }

    private static double score(RunResult run, String label) {
        Result<?> result = run.getSecondaryResults().get(label);
        if (result == null) {
            throw new IllegalStateException(
                    "no result " + label + " among " + run.getSecondaryResults().keySet());
        }
        return result.getScore();
    }
}
