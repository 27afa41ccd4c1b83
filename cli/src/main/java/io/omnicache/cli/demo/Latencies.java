/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts times by their length, each to within 3 percent. Written by one thread, read by any. */
/*
 * As in a floating-point number: the place of the highest bit chooses a group of 32 buckets, the five bits after it the bucket.
 */
final class Latencies {
    private static final int BITS = 5;
    private static final int GROUP = 1 << BITS;
    private static final int BUCKETS = (Long.SIZE - BITS) * GROUP;

    private final AtomicLongArray counts = new AtomicLongArray(BUCKETS);

    /** Adds one; only by the thread that owns this object. */
    void add(long nanos) {
        int bucket = bucket(Math.max(0, nanos));
        counts.lazySet(bucket, counts.getPlain(bucket) + 1);
    }

    /** Adds all of the others' times. */
    void addAll(Latencies others) {
        for (int i = 0; i < BUCKETS; i++) {
            counts.set(i, counts.get(i) + others.counts.get(i));
        }
    }

    long count() {
        long count = 0;
        for (int i = 0; i < BUCKETS; i++) {
            count += counts.get(i);
        }
        return count;
    }

    /** Returns the time, in nanoseconds, within which the given share of all were done; 0 if there are none. */
    double quantile(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < BUCKETS; i++) {
            seen += counts.get(i);
            if (seen >= wanted && seen > 0) {
                return (lowest(i) + lowest(i + 1)) / 2.0;
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        if (nanos < GROUP) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS;
        return (shift + 1) * GROUP + (int) (nanos >>> shift) - GROUP;
    }

    private static long lowest(int bucket) {
        int shift = bucket / GROUP - 1;
        return shift < 0 ? bucket : (long) (bucket % GROUP + GROUP) << shift;
    }
}
