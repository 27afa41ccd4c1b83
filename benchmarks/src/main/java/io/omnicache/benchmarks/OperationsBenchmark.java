/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Hits, replacing puts, and three hits to one put, over keys that are fresh objects. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class OperationsBenchmark {
    /** A get that hits. */
    @Benchmark
    public @Nullable Object get(Filled filled, Cursor cursor) {
        return filled.store.get(Integer.valueOf(filled.sequence[cursor.next()]));
    }

    /** A put of a key that is there. */
    @Benchmark
    public void put(Filled filled, Cursor cursor) {
        int key = filled.sequence[cursor.next()];
        filled.store.put(Integer.valueOf(key), filled.pool[key]);
    }

    /** Three gets to one put. */
    @Benchmark
    public @Nullable Object mix(Filled filled, Cursor cursor) {
        int at = cursor.next();
        int key = filled.sequence[at];
        if ((at & 3) == 0) {
            filled.store.put(Integer.valueOf(key), filled.pool[key]);
            return null;
        }
        return filled.store.get(Integer.valueOf(key));
    }
}
