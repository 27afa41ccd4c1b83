/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.byvalue;

import io.omnicache.benchmarks.Zipf;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Gets that hit values stored by value. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
@State(Scope.Thread)
public class ByValueBenchmark {
    private static final int SEQUENCE = 1 << 20;

    @Param
    CopySubject subject;

    @Param
    CopySubject.Values values;

    @Param("100000")
    int entries;

    private IntFunction<@Nullable Object> store;
    private int[] sequence;
    private int at;

    /** Fills the store and draws the keys. */
    @Setup(Level.Trial)
    public void fill() {
        store = subject.filled(values, entries);
        sequence = Zipf.draw(entries, SEQUENCE, 42);
    }

    /** A get that hits. */
    @Benchmark
    public @Nullable Object get() {
        return store.apply(sequence[at++ & (SEQUENCE - 1)]);
    }
}
