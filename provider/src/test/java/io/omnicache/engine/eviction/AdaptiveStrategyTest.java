/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

final class AdaptiveStrategyTest extends EvictionStrategyContract {
    @Override
    protected EvictionStrategy strategy() {
        return new AdaptiveStrategy();
    }
}
