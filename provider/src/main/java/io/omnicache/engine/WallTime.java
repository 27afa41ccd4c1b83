/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.engine.expiry.Expirable;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.tier.TierRecord;
import java.util.concurrent.TimeUnit;

/**
 * Translates deadlines: those of the heap are monotonic, in nanoseconds; those that outlive the process are wall time, in milliseconds.
 *
 * @param clock knows both
 */
record WallTime(Clock clock) {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    /** Returns a monotonic deadline as wall time, rounded up. */
    long of(long deadline) {
        return deadline == Expirable.NEVER
                ? TierRecord.NEVER
                : clock.millis() - Math.floorDiv(clock.nanos() - deadline, NANOS_PER_MILLI);
    }

    /** Returns a deadline of wall time as a monotonic one; one that has passed comes back as the present. */
    long monotonic(long deadline) {
        if (deadline == TierRecord.NEVER) {
            return Expirable.NEVER;
        }
        long left = deadline - clock.millis();
        long now = clock.nanos();
        return left <= 0 ? now : Expiry.deadline(now, TimeUnit.MILLISECONDS.toNanos(left));
    }
}
