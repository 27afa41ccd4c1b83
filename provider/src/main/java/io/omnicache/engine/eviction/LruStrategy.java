/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** Least recently used goes first, in exact order. */
public final class LruStrategy implements EvictionStrategy {
    /** Creates the strategy; called by the lookup of strategies. */
    public LruStrategy() {}

    @Override
    public String name() {
        return "lru";
    }

    @Override
    public Order newOrder(long maximum) {
        return new LruOrder();
    }
}
