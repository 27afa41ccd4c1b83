/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;

/** What is asked of a tier. */
interface TierAccess<R> {
    R run(Tier tier) throws IOException;
}
