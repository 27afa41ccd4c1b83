/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * How much a tier has stored of a cache, and a checksum over it: of keys, values, versions, times of creation and deadlines, but not of when an entry was used. The
 * same for the same entries in any order.
 *
 * @param entries how many entries could be read and have not expired
 * @param bytes how long their keys and values are
 * @param checksum the sum of their SHA-256, cut to 64 bits each
 * @param unreadable how many keys were listed that could not be read
 */
public record StoreContents(long entries, long bytes, long checksum, long unreadable) {
    private static final int AT_ONCE = 500;

    /**
     * Reads all that a tier has.
     *
     * @param now wall time in milliseconds: what has expired then does not count
     * @throws IOException if the tier fails
     */
    public static StoreContents of(Tier tier, long now) throws IOException {
        long entries = 0;
        long bytes = 0;
        long checksum = 0;
        long unreadable = 0;
        long page = TierPage.START;
        while (page != TierPage.END) {
            TierPage keys = tier.keys(page, AT_ONCE);
            Map<TierKey, TierRecord> found = tier.readAll(keys.keys());
            unreadable +=
                    keys.keys().stream().filter(key -> !found.containsKey(key)).count();
            for (Map.Entry<TierKey, TierRecord> each : found.entrySet()) {
                if (!each.getValue().hasExpired(now)) {
                    entries++;
                    bytes += each.getKey().bytes().length + each.getValue().value().length;
                    checksum += mark(each.getKey(), each.getValue());
                }
            }
            page = keys.next();
        }
        return new StoreContents(entries, bytes, checksum, unreadable);
    }

    /** Returns a number in which hardly two entries agree. */
    static long mark(TierKey key, TierRecord stored) {
        MessageDigest digest = digest();
        ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES);
        numbers.putLong(key.bytes().length)
                .putLong(stored.version())
                .putLong(stored.created())
                .putLong(stored.deadline());
        digest.update(numbers.array());
        digest.update(key.bytes());
        return ByteBuffer.wrap(digest.digest(stored.value())).getLong();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
