/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * Decides when who writes looks at the heap: each time that about such a part of it may have been filled.
 *
 * <p>Thread-safe; one thread at a time changes it.
 */
/*
 * By chance, not by counting: a count that all who write share would cost them more than all the rest.
 */
final class Looks {
    private static final int NEVER = -1;
    private static final int BEGINNING = -1;
    private static final int IN_HEAP = 256;
    private static final int MOST_BETWEEN = 1024;

    private final IntSupplier random;

    /** It is time where these bits of a random number are 0. */
    private volatile int bits = NEVER;

    /** How many collections there were when somebody looked last. */
    private volatile long seen;

    /** A class in place of a lambda: the first one of a process costs it milliseconds, and a guard is made at its start. */
    private static final class OfThread implements IntSupplier {
        @Override
        public int getAsInt() {
            return ThreadLocalRandom.current().nextInt();
        }
    }

    Looks() {
        this(new OfThread());
    }

    Looks(IntSupplier random) {
        this.random = random;
    }

    /** Returns whether to look now. */
    boolean isDue() {
        int now = bits;
        return now != NEVER && (random.getAsInt() & now) == 0;
    }

    /** Returns whether there is anything to look for. */
    boolean isOn() {
        return bits != NEVER;
    }

    /** Returns whether there was a collection since the last look; while it begins, there always was. */
    boolean isNews(long collections) {
        return seen != collections;
    }

    /** Nobody looks from now on. */
    void stop() {
        bits = NEVER;
    }

    /** Who writes looks each time from now on, until {@link #done}. */
    void begin() {
        seen = BEGINNING;
        bits = 0;
    }

    /** Somebody has looked. What is in use may be other things than entries: then the next look is sooner than it has to be. */
    void done(long collections, Occupancy found, long entries) {
        long each = Math.max(1, found.used() / Math.max(1, entries));
        long between = Math.max(1, Math.min(MOST_BETWEEN, found.max() / IN_HEAP / each));
        bits = (int) Long.highestOneBit(between) - 1;
        seen = collections;
    }
}
