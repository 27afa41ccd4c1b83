/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.List;

/**
 * Some of the keys of a tier.
 *
 * @param keys the keys, of which some may have gone since
 * @param next where the next page begins; {@link #END} if this was the last one
 */
public record TierPage(List<TierKey> keys, long next) {
    /** Where the first page begins. */
    public static final long START = 0;

    /** Says that there are no more pages. */
    public static final long END = -1;
}
