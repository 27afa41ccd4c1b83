/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import org.jspecify.annotations.Nullable;

/** What has become of a change in a shared tier. */
public sealed interface Exchange {
    /**
     * It was made.
     *
     * @param mark of the key as this change has left it, as of {@link SharedTier#mark}: not current any more once anybody has changed it after that
     */
    record Done(long mark) implements Exchange {}

    /**
     * It was not made: the key had something else than was expected.
     *
     * @param present what it had; null for nothing, and for what is damaged
     * @param mark of the key, made before that was read
     */
    record Conflict(@Nullable TierRecord present, long mark) implements Exchange {}
}
