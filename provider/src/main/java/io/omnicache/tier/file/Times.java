/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierRecord;

/**
 * When an entry expires and when it was used, in whole seconds, in one number: the deadline above, rounded down, the use below. Counted
 * from the epoch, they end in 2106. Thread-safe.
 */
final class Times {
    private static final long NO_DEADLINE = 0xFFFF_FFFFL;

    private Times() {}

    static long of(long deadlineMillis, long accessedMillis) {
        return (of(deadlineMillis) << 32) | seconds(accessedMillis);
    }

    private static long of(long deadlineMillis) {
        return deadlineMillis == TierRecord.NEVER ? NO_DEADLINE : seconds(deadlineMillis);
    }

    /** Returns milliseconds as whole seconds; what does not fit becomes the nearest that does. */
    static long seconds(long millis) {
        return Math.max(0, Math.min(millis / 1000, NO_DEADLINE - 1));
    }

    /** Returns the second in which the entry expires; larger than any of a time for what does not. */
    static long deadline(long times) {
        return times >>> 32;
    }

    static long accessed(long times) {
        return times & 0xFFFF_FFFFL;
    }

    static long used(long times, long second) {
        return (times & ~0xFFFF_FFFFL) | second;
    }
}
