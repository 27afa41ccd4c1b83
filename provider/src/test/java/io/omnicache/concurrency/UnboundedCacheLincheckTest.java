/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import org.junit.jupiter.api.Test;

/** Linearizability of a cache without a bound: bare steps. */
public class UnboundedCacheLincheckTest extends ModelCheckedCache {
    /** Called by Lincheck for each interleaving. */
    public UnboundedCacheLincheckTest() {
        super(byReference());
    }

    @Test
    void isLinearizable() {
        // All others share its steps; with fewer, a lost comparison in FastPath.replace was not found when that was
        // tried.
        options().invocationsPerIteration(400).check(getClass());
    }
}
