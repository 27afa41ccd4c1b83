/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** What was not used since the hand last came by goes first. */
final class SieveStrategy implements EvictionStrategy {
    @Override
    public String name() {
        return "sieve";
    }

    @Override
    public Order newOrder(long maximum) {
        return new SieveOrder();
    }
}
