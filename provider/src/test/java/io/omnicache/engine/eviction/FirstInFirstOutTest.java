/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** The contract holds for more than what is built in. */
final class FirstInFirstOutTest extends EvictionStrategyContract {
    @Override
    protected EvictionStrategy strategy() {
        return new FirstInFirstOut();
    }
}
