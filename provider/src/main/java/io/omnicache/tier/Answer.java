/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import org.jspecify.annotations.Nullable;

/**
 * What a stack of tiers says of a key.
 *
 * @param stored what is stored; null if nothing is, or it cannot be said
 * @param certain whether it could be said
 * @param rises whether what was found comes into the levels above
 */
public record Answer(@Nullable TierRecord stored, boolean certain, boolean rises) {
    /** Nothing is stored. */
    public static final Answer ABSENT = new Answer(null, true, false);

    /** Something may be stored, which cannot be read: a tier has failed. */
    public static final Answer UNKNOWN = new Answer(null, false, false);

    /** Returns the answer of what was found, or not. */
    static Answer of(@Nullable TierRecord found) {
        return found == null ? ABSENT : new Answer(found, true, true);
    }

    /** Returns this answer if what was found comes into the levels above, else one that says that it does not. */
    Answer rising(boolean rising) {
        return rising ? this : new Answer(stored, certain, false);
    }
}
