/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** Adapts itself to the requests: by recency, frequency or reuse, whatever hits most often just now. */
public final class AdaptiveStrategy implements EvictionStrategy {
    /** Creates the strategy; called by the lookup of strategies. */
    public AdaptiveStrategy() {}

    @Override
    public String name() {
        return "adaptive";
    }

    @Override
    public Order newOrder(long maximum) {
        return new AdaptiveOrder(maximum, Seed.random());
    }
}
