/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import javax.cache.CacheException;

/** A tier has failed: its store could not be read or written. The message names cache and tier. */
public final class TierException extends CacheException {
    private static final long serialVersionUID = 1L;

    TierException(String cache, String tier, String what, Throwable cause) {
        super("Cache '" + cache + "', tier '" + tier + "': " + what + " failed", cause);
    }
}
