/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A store that holds 100,000 entries, and the sequence of keys that is asked for: all of them are present. */
@State(Scope.Benchmark)
public class Filled {
    static final int ENTRIES = 100_000;
    static final int SEQUENCE = 1 << 20;

    /** How values are kept. */
    public enum Mode {
        REFERENCE,
        VALUE
    }

    /** What values are. */
    public enum Values {
        STRING,
        RECORD
    }

    @Param({"OMNICACHE", "CAFFEINE", "CACHE2K", "EHCACHE", "RI", "MAP"})
    Subject subject;

    @Param
    Mode mode;

    @Param
    Values values;

    @Param({"false", "true"})
    boolean statistics;

    Store store;
    Object[] pool;
    int[] sequence;

    /** Fills the store. */
    @Setup(Level.Trial)
    public void fill() {
        store = subject == Subject.MAP
                ? MapStore.bare() // a floor: it knows neither copies nor statistics, whatever is asked for
                : subject.open(
                        StoreOptions.PLAIN.withValues(mode == Mode.VALUE, false).withStatistics(statistics));
        pool = new Object[ENTRIES];
        for (int i = 0; i < ENTRIES; i++) {
            pool[i] = values == Values.STRING ? "value " + i : Person.number(i);
            store.put(Integer.valueOf(i), pool[i]);
        }
        sequence = Zipf.draw(ENTRIES, SEQUENCE, 42);
    }
}
