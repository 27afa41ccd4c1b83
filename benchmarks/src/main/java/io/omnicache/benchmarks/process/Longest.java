/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import java.util.Locale;

/** The longest of many operations. Used by one thread; allocates nothing while it is added to. */
final class Longest {
    private static final long MILLI = 1_000_000;
    private static final double NANOS_PER_MICRO = 1_000;
    private static final double SHARE = 0.99999;

    /** Operations by their CPU time: that of bucket i is below (i + 1) microseconds. */
    private final int[] buckets = new int[10_000];

    private long count;
    private long elapsed;
    private long cpu;
    private long overMilli;

    void add(long elapsedNanos, long cpuNanos) {
        count++;
        elapsed = Math.max(elapsed, elapsedNanos);
        cpu = Math.max(cpu, cpuNanos);
        if (elapsedNanos > MILLI) {
            overMilli++;
        }
        buckets[(int) Math.min(buckets.length - 1, cpuNanos / 1_000)]++;
    }

    /** Returns the microseconds that so many of all operations stayed below. */
    int quantile() {
        long left = count - (long) (count * SHARE);
        int at = buckets.length;
        while (left > 0) {
            left -= buckets[--at];
        }
        return at + 1;
    }

    String text() {
        return String.format(
                Locale.ROOT,
                "%.0f | %.0f | %d | %d",
                cpu / NANOS_PER_MICRO,
                elapsed / NANOS_PER_MICRO,
                overMilli,
                quantile());
    }
}
