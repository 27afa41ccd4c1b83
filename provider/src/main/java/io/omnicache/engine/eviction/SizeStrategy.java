/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** What is large and seldom used goes first. */
final class SizeStrategy implements EvictionStrategy {
    @Override
    public String name() {
        return "size";
    }

    @Override
    public Order newOrder(long maximum) {
        return new SizeOrder();
    }
}
