/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** A tier has failed: its store could not be read or written. The message names cache and tier. */
public final class TierException extends CacheException {
    private static final long serialVersionUID = 1L;

    TierException(String cache, String tier, String what, @Nullable Throwable cause) {
        super(
                "Cache '" + cache + "', tier '" + tier + "': " + what
                        + (cause == null ? " was not tried, since it has failed before" : " failed"),
                cause);
    }

    /** Returns the first one, which tells of the next, or the next if there was none. */
    static TierException both(@Nullable TierException first, TierException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
