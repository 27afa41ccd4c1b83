/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/** The shared tier that the tests of caches use is held to the contract, too. */
class SharedMemoryTierTest extends SharedTierContract {
    private final SharedMemoryTier.Store store = new SharedMemoryTier.Store();

    @Override
    protected SharedTier open() {
        return new SharedMemoryTier(store);
    }

    @Override
    protected SharedTier openOther() {
        return new SharedMemoryTier(store);
    }
}
