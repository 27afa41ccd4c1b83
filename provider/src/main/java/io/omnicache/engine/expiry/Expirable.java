/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

import org.jspecify.annotations.Nullable;

/**
 * What has a deadline and a place in a {@link TimerWheel}.
 *
 * <p>What is kept for the wheel ({@link #due}, the neighbours) belongs to its lock and is used by it alone.
 */
public interface Expirable {
    /** The deadline of what never expires. */
    long NEVER = Long.MAX_VALUE;

    /** Returns the time at which this expires, in nanoseconds of the cache's clock, or {@link #NEVER}. Safe from any thread. */
    long deadline();

    /** Returns whether this is still part of the cache; once false, always false. Safe from any thread. */
    boolean isAlive();

    /** Returns when the wheel will look at this, {@link #NEVER} at first and if it will not. */
    long due();

    /** Keeps when the wheel will look at this. */
    void due(long nanos);

    /** Returns the neighbour in the wheel, null if this is not in it. */
    @Nullable
    Expirable previous();

    /** Keeps the neighbour in the wheel. */
    void previous(@Nullable Expirable neighbour);

    /** Returns the other neighbour in the wheel, null if this is not in it. */
    @Nullable
    Expirable next();

    /** Keeps the other neighbour in the wheel. */
    void next(@Nullable Expirable neighbour);
}
