/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** Least frequently used goes first, in exact order, without ageing. */
final class LfuStrategy implements EvictionStrategy {
    @Override
    public String name() {
        return "lfu";
    }

    @Override
    public Order newOrder(long maximum) {
        return new LfuOrder();
    }
}
