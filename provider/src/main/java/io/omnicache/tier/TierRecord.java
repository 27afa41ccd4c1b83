/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

/**
 * What a tier keeps under a key. All times are wall time in milliseconds since the epoch.
 *
 * @param value the encoded value, which must not be changed and is not copied
 * @param version goes up with each change of the key's value
 * @param created when the entry came into the cache
 * @param accessed when it was last used, as far as this tier was told
 * @param deadline when it expires; {@link #NEVER} if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares records of tiers, and a copy of each value would cost
public record TierRecord(byte[] value, long version, long created, long accessed, long deadline) {
    /** The deadline of what does not expire. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Returns whether the deadline has passed. */
    public boolean hasExpired(long now) {
        return deadline <= now;
    }

    /** Returns this record with later times. */
    public TierRecord touched(long newAccessed, long newDeadline) {
        return new TierRecord(value, version, created, newAccessed, newDeadline);
    }

    /** Does not show the value. */
    @Override
    public String toString() {
        return "TierRecord of " + value.length + " bytes, version " + version;
    }
}
