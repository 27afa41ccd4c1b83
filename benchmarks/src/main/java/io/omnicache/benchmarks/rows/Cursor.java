/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Where a thread is in the sequence of keys, and the CPU time it spent. JMH reports the public fields. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Cursor {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** New keys of different threads lie so far apart. */
    private static final int APART = 1 << 26;

    /** CPU time of this thread in the last iteration, in nanoseconds. */
    public long callerNanos;

    /** How many operations that was, those at the edges included that JMH does not count. */
    public long callerOperations;

    private final int firstNew = NUMBER.incrementAndGet() * APART;
    private int at = ThreadLocalRandom.current().nextInt(1 << 20);
    private int startedAt;
    private long startedNanos;

    /** Starts to count. */
    @Setup(Level.Iteration)
    public void start() {
        startedAt = at;
        startedNanos = THREADS.getCurrentThreadCpuTime();
    }

    /** Ends. */
    @TearDown(Level.Iteration)
    public void stop() {
        callerNanos = THREADS.getCurrentThreadCpuTime() - startedNanos;
        callerOperations = Integer.toUnsignedLong(at - startedAt);
    }

    int next() {
        return at++;
    }

    /** Returns the number of a key that was not put before. */
    int nextNew() {
        return firstNew + at++;
    }
}
