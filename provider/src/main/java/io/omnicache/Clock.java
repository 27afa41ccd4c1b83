/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.time.Duration;

/**
 * The source of time of a cache.
 *
 * <p>Deadlines on the heap use {@link #nanos()}, which a change of the system's date does not move; what is stored
 * beyond the process uses {@link #millis()}. Tests pass a clock that they move themselves: with any clock but
 * {@link #system()} no background thread removes expired entries, they leave when they are met or when
 * {@link OmniCache#cleanUp()} is called.
 *
 * <p>Implementations are thread-safe.
 */
public interface Clock {
    /** Returns monotonic time in nanoseconds; only differences mean anything. Never negative. */
    long nanos();

    /** Returns wall time in milliseconds since the epoch. */
    long millis();

    /**
     * Lets the calling thread wait, for the back-off between attempts of a loader.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    default void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    /** Returns the clock of the machine: {@link System#nanoTime()} and {@link System#currentTimeMillis()}. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
