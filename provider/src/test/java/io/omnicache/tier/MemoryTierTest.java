/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/** The tier that the tests of caches use is held to the contract, too. */
class MemoryTierTest extends TierContract {
    @Override
    protected Tier open(TierContext cache) {
        return new MemoryTier(cache, Long.MAX_VALUE);
    }

    @Override
    protected Tier openBounded(TierContext cache, int entries) {
        return new MemoryTier(cache, entries);
    }

    @Override
    protected boolean outlivesItsClosing() {
        return false;
    }
}
