/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import org.junit.jupiter.api.Test;

/** Linearizability of a cache whose bound is larger than the number of keys: nothing is evicted. */
public class BoundedCacheLincheckTest extends ModelCheckedCache {
    /** Called by Lincheck for each interleaving. */
    public BoundedCacheLincheckTest() {
        super(byReference().entries(100));
    }

    @Test
    void isLinearizable() {
        options().check(getClass());
    }
}
