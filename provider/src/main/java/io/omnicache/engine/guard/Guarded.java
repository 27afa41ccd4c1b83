/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.guard;

/** A cache that its user left without a bound. Thread-safe. */
public interface Guarded {
    /** By such a part of the bound the size may seem to be another one. */
    int INEXACT_PART = 8;

    /** Returns the name of the cache. */
    String cache();

    /** Returns the number of entries. */
    long size();

    /** Returns the bound that the guard has set; {@link Long#MAX_VALUE} if it has set none. */
    long guardBound();

    /**
     * Sets or moves the bound. From the first time on every write evicts before it returns. What is too much at once goes by {@link
     * #settle()}. Does nothing if somebody else has bounded the cache.
     *
     * @param maximum how many entries, 1 or more
     * @return whether it is the first bound
     */
    boolean guardBound(long maximum);

    /** Evicts what is too much, a few entries at a time. */
    void settle();

    /** Goes through what {@link #guardBound(long)} will do, with no entries, so that its classes are loaded while there is memory. */
    void rehearse();

    /**
     * Returns as how many entries it counts for the question whether caches have grown: one that is nearly full counts as full, and what is a
     * little above the bound does not count, since the size is not exact while others change it. Without a step, which would look like growth.
     */
    default long counted() {
        long size = size();
        long bound = guardBound();
        long slack = bound / INEXACT_PART;
        if (bound == Long.MAX_VALUE) {
            return size;
        }
        return size > bound
                ? Math.max(bound, size - slack)
                : Math.min(bound, size + Math.max(0, size - (bound - 2 * slack)));
    }
}
