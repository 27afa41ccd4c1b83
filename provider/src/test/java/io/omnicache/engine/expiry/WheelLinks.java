/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.expiry;

/** Shows tests of other packages whether a wheel will look at an entry. Call it while nothing runs. */
public final class WheelLinks {
    private WheelLinks() {}

    /** Returns whether the entry is linked. */
    public static boolean isLinked(Expirable entry) {
        return entry.next != null && entry.previous != null;
    }

    /** Returns when the wheel will look, {@link Expirable#NEVER} if it will not. */
    public static long due(Expirable entry) {
        return entry.due;
    }
}
