/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.StoredTierContract;
import io.omnicache.tier.TierFactory;

/** The tier by its factory, acknowledged by the operating system. */
class SqliteTierTest extends StoredTierContract {
    @Override
    protected TierFactory factory() {
        return new SqliteTierFactory();
    }
}
