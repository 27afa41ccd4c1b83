/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** What a row does. {@link Row} names the method; {@link Table} runs them. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class RowsBenchmark {
    /** A get. */
    @Benchmark
    public @Nullable Object get(Loaded loaded, Cursor cursor) {
        return loaded.store.get(loaded.integer(loaded.drawn(cursor.next())));
    }

    /** A get by a String that is made for it. */
    @Benchmark
    public @Nullable Object getByString(Loaded loaded, Cursor cursor) {
        return loaded.store.get(loaded.string(loaded.drawn(cursor.next())));
    }

    /** A put of a key that is there. */
    @Benchmark
    public void put(Loaded loaded, Cursor cursor) {
        int key = loaded.drawn(cursor.next());
        loaded.store.put(loaded.integer(key), loaded.value(key));
    }

    /** A put of a key that was never there. */
    @Benchmark
    public void putNew(Loaded loaded, Cursor cursor) {
        int key = cursor.nextNew();
        loaded.store.put(loaded.integer(key), loaded.value(key));
    }

    /** Three gets to one put. */
    @Benchmark
    public @Nullable Object mix(Loaded loaded, Cursor cursor) {
        int at = cursor.next();
        int key = loaded.drawn(at);
        if ((at & 3) == 0) {
            loaded.store.put(loaded.integer(key), loaded.value(key));
            return null;
        }
        return loaded.store.get(loaded.integer(key));
    }

    /** A get of many. */
    @Benchmark
    public Map<Object, Object> getAll(Loaded loaded, Cursor cursor) {
        return loaded.operations().getAll(loaded.batches.keys(cursor.next()));
    }

    /** A put of many that are there. */
    @Benchmark
    public void putAll(Loaded loaded, Cursor cursor) {
        loaded.operations().putAll(loaded.batches.entries(cursor.next()));
    }

    /** A put that finds the key present. */
    @Benchmark
    public boolean putIfAbsent(Loaded loaded, Cursor cursor) {
        int key = loaded.drawn(cursor.next());
        return loaded.operations().putIfAbsent(loaded.integer(key), loaded.value(key));
    }

    /** A get, and a replacement of what it found. */
    @Benchmark
    public boolean replace(Loaded loaded, Cursor cursor) {
        int key = loaded.drawn(cursor.next());
        Object fresh = loaded.integer(key);
        Object old = loaded.store.get(fresh);
        return old != null && loaded.operations().replace(fresh, old, loaded.value(key));
    }

    /** A function of an entry. */
    @Benchmark
    public @Nullable Object invoke(Loaded loaded, Cursor cursor) {
        return loaded.operations().invoke(loaded.integer(loaded.drawn(cursor.next())));
    }

    /** A function of many entries. */
    @Benchmark
    public Map<Object, ?> invokeAll(Loaded loaded, Cursor cursor) {
        return loaded.operations().invokeAll(loaded.batches.keys(cursor.next()));
    }

    /** A look for a key that is there. */
    @Benchmark
    public boolean containsKey(Loaded loaded, Cursor cursor) {
        return loaded.operations().containsKey(loaded.integer(loaded.drawn(cursor.next())));
    }

    /** A put that returns what was there. */
    @Benchmark
    public @Nullable Object getAndPut(Loaded loaded, Cursor cursor) {
        int key = loaded.drawn(cursor.next());
        return loaded.operations().getAndPut(loaded.integer(key), loaded.value(key));
    }

    /** A replacement that returns what was there. */
    @Benchmark
    public @Nullable Object getAndReplace(Loaded loaded, Cursor cursor) {
        int key = loaded.drawn(cursor.next());
        return loaded.operations().getAndReplace(loaded.integer(key), loaded.value(key));
    }

    /** A put that finds the key absent, and the removal of what it has put. */
    @Benchmark
    public boolean addAndRemove(Loaded loaded, Cursor cursor) {
        int key = cursor.nextNew();
        Object fresh = loaded.integer(key);
        return loaded.operations().putIfAbsent(fresh, loaded.value(key))
                && loaded.operations().remove(loaded.integer(key));
    }

    /** A put of a new key, and a removal that returns what it has put. */
    @Benchmark
    public @Nullable Object putAndTake(Loaded loaded, Cursor cursor) {
        int key = cursor.nextNew();
        loaded.store.put(loaded.integer(key), loaded.value(key));
        return loaded.operations().getAndRemove(loaded.integer(key));
    }

    /** An iteration over all entries. */
    @Benchmark
    public int iterate(Loaded loaded, Cursor cursor) {
        cursor.next(); // it counts
        return loaded.operations().iterate();
    }
}
