/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.Operations;
import io.omnicache.benchmarks.Store;
import io.omnicache.benchmarks.Subject;
import io.omnicache.benchmarks.Zipf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The store of a row, filled, and the sequence of keys that is asked for. */
@State(Scope.Benchmark)
public class Loaded {
    private static final int SHORTEST_SEQUENCE = 1 << 20;
    private static final int LONGEST_SEQUENCE = 1 << 22;
    private static final int VALUES = 1 << 17;
    private static final int CHECKED = 100_000;
    private static final int OPERATIONS_FOR_HIT_RATE = 1 << 17;

    /** Keys begin here: smaller numbers have but one Integer each, and would be no fresh objects. */
    private static final int FIRST_KEY = 1_000;

    @Param("GET")
    Row row = Row.GET;

    @Param
    Subject subject = Subject.MAP;

    /** 0 for as many as the row says. */
    @Param("0")
    int entries;

    @Param("")
    String strategy = "";

    @Param("")
    String copier = "";

    Store store;
    int[] sequence;
    Batches batches;
    private Object[] values;

    /** What was filled last in this process: the one that is measured. */
    private static volatile @Nullable Loaded measured;

    /** Fills the store. */
    @Setup(Level.Trial)
    public void fill() {
        fill(SHORTEST_SEQUENCE);
    }

    final void fill(int shortest) {
        int count = entries == 0 ? Row.ENTRIES : entries;
        store = subject.open(row.options(count).withNames(strategy, copier));
        values = new Object[Math.min(VALUES, Integer.highestOneBit(count - 1) << 1)];
        Arrays.setAll(values, row.valueOf());
        int keys = row.keys(count);
        sequence = Zipf.draw(keys, length(keys, shortest), 42);
        batches = new Batches(this);
        for (int i = 0; i < count; i++) {
            store.put(row.hasStringKeys() ? string(i) : integer(i), value(i));
        }
        if (keys > count) {
            runIn();
        } else if (row != Row.EVICT) {
            checkThatKeysHit();
        }
        measured = this;
    }

    /** Returns what is measured in this process, null if nothing is. */
    static @Nullable Loaded measured() {
        return measured;
    }

    /** Looks at a hundred thousand of them at most. */
    final void checkThatKeysHit() {
        int count = row.keys(entries == 0 ? Row.ENTRIES : entries);
        for (int i = 0; i < count; i += 1 + count / CHECKED) {
            if (find(i) == null) {
                throw new IllegalStateException(subject.label() + " does not hold entry " + i + " of " + count);
            }
        }
    }

    private static int length(int keys, int shortest) {
        int length = shortest;
        while (length < keys && length < LONGEST_SEQUENCE) {
            length <<= 1;
        }
        return length;
    }

    /** Brings a store that cannot hold all keys into the state in which it will be measured. */
    private void runIn() {
        mix(sequence.length);
    }

    /** Returns which share of the gets hits when the mix goes on for a while. */
    final double hitRate() {
        return mix(OPERATIONS_FOR_HIT_RATE) / (OPERATIONS_FOR_HIT_RATE * 0.75); // of four, three are gets
    }

    /** Returns how many hits there were. */
    private int mix(int operations) {
        RowsBenchmark benchmark = new RowsBenchmark();
        Cursor cursor = new Cursor();
        int hits = 0;
        for (int i = 0; i < operations; i++) {
            hits += benchmark.mix(this, cursor) == null ? 0 : 1;
        }
        return hits;
    }

    /** Returns a fresh key. */
    Object integer(int number) {
        return Integer.valueOf(FIRST_KEY + number);
    }

    /** Returns a fresh key whose hash is not known yet. */
    Object string(int number) {
        return "key:" + number;
    }

    Object value(int number) {
        return values[number & (values.length - 1)];
    }

    int drawn(int at) {
        return sequence[at & (sequence.length - 1)];
    }

    Operations operations() {
        return (Operations) store;
    }

    /** Returns what the store holds of the entry of a number. */
    @Nullable
    Object find(int number) {
        return store.get(row.hasStringKeys() ? string(number) : integer(number));
    }
}
