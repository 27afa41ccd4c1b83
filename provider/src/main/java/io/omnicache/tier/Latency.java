/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long operations took: in buckets, each an eighth wider than what is in it begins at. Thread-safe. */
final class Latency {
    /** So many buckets for each doubling. */
    private static final int PARTS = 8;

    private static final int PART_BITS = 3;

    private final AtomicLongArray buckets = new AtomicLongArray(PARTS * Long.SIZE);
    private final AtomicLong longest = new AtomicLong();

    /** Notes an operation. */
    void took(long nanos) {
        long time = Math.max(0, nanos);
        buckets.incrementAndGet(bucket(time));
        if (time > longest.get()) {
            longest.accumulateAndGet(time, Math::max);
        }
    }

    /** Returns the longest one in nanoseconds; 0 if there was none. */
    long longest() {
        return longest.get();
    }

    /**
     * Returns what such a part of them took at most, in nanoseconds, up to an eighth too much; 0 if there was none.
     *
     * @param part from 0 to 1
     */
    long quantile(double part) {
        long all = 0;
        for (int i = 0; i < buckets.length(); i++) {
            all += buckets.get(i);
        }
        long wanted = (long) Math.ceil(part * all);
        long seen = 0;
        for (int i = 0; i < buckets.length() && all > 0; i++) {
            seen += buckets.get(i);
            if (seen >= wanted) {
                return Math.min(end(i), longest());
            }
        }
        return longest();
    }

    private static int bucket(long nanos) {
        if (nanos < PARTS) {
            return (int) nanos;
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - PART_BITS;
        return (doublings + 1) * PARTS + (int) (nanos >>> doublings) - PARTS;
    }

    /** Returns the largest time in a bucket. */
    private static long end(int bucket) {
        if (bucket < PARTS) {
            return bucket;
        }
        int doublings = bucket / PARTS - 1;
        return ((long) (bucket % PARTS + PARTS + 1) << doublings) - 1;
    }
}
