/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Fails at the reading that is counted down to. */
final class FailingClock implements Clock {
    final AtomicLong now = new AtomicLong(1);
    volatile int failIn;

    @Override
    public long nanos() {
        if (failIn > 0 && --failIn == 0) {
            throw new IllegalStateException("no time now");
        }
        return now.get();
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now.get());
    }
}
