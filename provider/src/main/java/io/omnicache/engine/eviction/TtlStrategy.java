/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** Soonest to expire goes first. */
final class TtlStrategy implements EvictionStrategy {
    @Override
    public String name() {
        return "ttl";
    }

    @Override
    public Order newOrder(long maximum) {
        return new TtlOrder();
    }
}
