/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.StoredTierContract;
import io.omnicache.tier.TierFactory;

/** The tier by its factory, acknowledged by the operating system. */
class FileTierTest extends StoredTierContract {
    @Override
    protected TierFactory factory() {
        return new FileTierFactory();
    }
}
