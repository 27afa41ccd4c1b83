/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.conformance;

import java.util.concurrent.TimeUnit;
import javax.cache.expiry.Duration;

/** An answer of an expiry policy; {@link #UNCHANGED} is null, which names no change where there is nothing to change. */
enum Life {
    UNCHANGED(null),
    ZERO(Duration.ZERO),
    HOUR(new Duration(TimeUnit.HOURS, 1)),
    ETERNAL(Duration.ETERNAL);

    static final long NEVER = Long.MAX_VALUE;
    static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    final Duration duration;

    Life(Duration duration) {
        this.duration = duration;
    }

    long deadline(long now) {
        return this == HOUR ? now + HOUR_NANOS : NEVER;
    }
}
