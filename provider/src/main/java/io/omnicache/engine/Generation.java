/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.engine.expiry.TimerWheel;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a cache holds between two calls of {@code clear()}, which begins a new one.
 *
 * @param table the nodes
 * @param wheel finds expired nodes; null if nothing can expire
 * @param eviction keeps the bound; null if there is none
 */
record Generation<K>(
        Table<K> table,
        @Nullable TimerWheel<TimedNode<K>> wheel,
        @Nullable Eviction<K> eviction) {}
