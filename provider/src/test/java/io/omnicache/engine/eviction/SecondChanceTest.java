/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** The test on the page on strategies. */
final class SecondChanceTest extends EvictionStrategyContract {
    @Override
    protected EvictionStrategy strategy() {
        return new SecondChance();
    }
}
