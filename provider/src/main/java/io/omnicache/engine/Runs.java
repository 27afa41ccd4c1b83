/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.Statistics.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.CacheException;

/** Counts how often an action runs, and pauses before it runs again. Confined to the thread of its step. */
final class Runs {
    /** How often an action runs before it gives up: after four seconds of pauses, about. */
    static final int MOST = 64;

    /** The longest pause before the third run, and before the last ones; the second one comes at once. */
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(128);

    /** Which run this is, from 1; 0 if none runs. */
    private int number;

    private boolean interrupted;

    /** What the present run has counted so far. */
    private final List<Counter> counted = new ArrayList<>(2);

    void begin() {
        number = 1;
        counted.clear();
    }

    /** Returns what is to be counted: what the last run has. */
    List<Counter> end() {
        number = 0;
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
        return counted;
    }

    /** Notes what an action counts; returns false if none runs. */
    boolean count(Counter counter) {
        return number > 0 && counted.add(counter);
    }

    boolean isRepeated() {
        return number > 1;
    }

    /**
     * Goes on to the next run.
     *
     * @param place the key and its cache, for the message
     * @return whether there was a pause, so that what was seen before is old
     * @throws CacheException if there were enough
     */
    boolean next(String place) {
        counted.clear();
        if (number == MOST) {
            throw new CacheException(
                    place + " was changed by other processes " + MOST + " times while it was to be changed here");
        }
        boolean pauses = number > 1;
        if (pauses) {
            interrupted |= Thread.interrupted(); // or there would be no pause
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longestPause()));
        }
        number++;
        return pauses;
    }

    /* It doubles every fourth time: the more processes there are, the longer it takes until one is let through without another one before it. */
    private long longestPause() {
        return Math.min(LONGEST_PAUSE_NANOS, FIRST_PAUSE_NANOS << (number / 4));
    }
}
