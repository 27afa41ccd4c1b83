/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.expiry.TimerWheel;
import org.jspecify.annotations.Nullable;

/** Everything that a cache holds between two calls of {@code clear()}, which begins a new one. */
/* It is a table, rather than having one, since a read goes through it: one load less that the next one waits for. */
final class Generation<K> extends Table<K> {
    private final @Nullable TimerWheel<TimedNode<K>> wheel;
    private final @Nullable Eviction<K> eviction;

    /**
     * Creates an empty generation.
     *
     * @param wheel finds expired nodes; null if nothing can expire
     * @param eviction keeps the bound; null if there is none
     */
    Generation(@Nullable TimerWheel<TimedNode<K>> wheel, @Nullable Eviction<K> eviction) {
        this.wheel = wheel;
        this.eviction = eviction;
    }

    @Nullable
    TimerWheel<TimedNode<K>> wheel() {
        return wheel;
    }

    @Nullable
    Eviction<K> eviction() {
        return eviction;
    }
}
