/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** Oldest goes first. */
final class FifoStrategy implements EvictionStrategy {
    @Override
    public String name() {
        return "fifo";
    }

    @Override
    public Order newOrder(long maximum) {
        return new FifoOrder();
    }
}
