/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test moves it. Who sleeps by it moves it, and returns at once.
 *
 * <p>Thread-safe.
 */
public final class ManualClock implements Clock {
    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    /** Creates a clock that stands at zero. */
    public ManualClock() {}

    @Override
    public long nanos() {
        return nanos.get();
    }

    /** Returns the milliseconds that have passed since this clock was made: its epoch is its own. */
    @Override
    public long millis() {
        return nanos.get() / 1_000_000;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + duration);
        }
        sleeps.add(duration);
        advance(duration);
    }

    /** Moves the clock. */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock runs forward only, was asked for " + duration);
        }
        nanos.addAndGet(duration.toNanos());
    }

    /** Returns how long was slept by this clock, in order. */
    public List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
