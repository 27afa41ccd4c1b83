/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import java.util.function.LongSupplier;

/** One of the JVM's collectors, and which of its collections are past. Used by one thread at a time, but for its name and number. */
/*
 * By number and not by time: the times in the notifications are not those of the JVM's uptime, but up to 150 ms behind it
 * (JDK 17 and 25), and a heap can be filled in less.
 */
final class Collector {
    private final String name;
    private final LongSupplier collections;
    private long past;

    /**
     * Creates one of which nothing is past.
     *
     * @param collections how many have ended
     */
    Collector(String name, LongSupplier collections) {
        this.name = name;
        this.collections = collections;
    }

    String name() {
        return name;
    }

    /** Returns how many collections have ended. Thread-safe. */
    long collections() {
        return collections.getAsLong();
    }

    /** What has ended until now is past. Takes no memory. */
    void pass() {
        past = collections.getAsLong();
    }

    /** Returns whether a collection had ended when {@link #pass} was called last; they count from 1. */
    boolean isPast(long number) {
        return number <= past;
    }
}
