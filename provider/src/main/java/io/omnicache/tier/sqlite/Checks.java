/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierRecord;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Checksums of rows: SQLite has none. Two in one number: the upper half covers key and deadline, the lower one cache, key, version, time of
 * creation and value. So a new deadline is written without reading the value. When a row was used last is in neither: damage there costs
 * nothing but the order of eviction. Thread-safe.
 */
final class Checks {
    private static final int LOWER = 32;
    private static final long MASK = 0xffff_ffffL;

    private Checks() {}

    /**
     * Returns both halves.
     *
     * @param owner the id of the cache, mixed with {@link CacheName#mark}: so that no damage gives a cache the rows of another one
     */
    static long of(long owner, byte[] key, TierRecord entry) {
        CRC32C crc = new CRC32C();
        ByteBuffer numbers = ByteBuffer.allocate(4 * Long.BYTES);
        numbers.putLong(owner)
                .putLong(entry.version())
                .putLong(entry.created())
                .putLong(key.length)
                .flip();
        crc.update(numbers);
        crc.update(key, 0, key.length);
        crc.update(entry.value(), 0, entry.value().length);
        return ofDeadline(key, entry.deadline()) << LOWER | crc.getValue();
    }

    /** Returns the upper half. */
    static long ofDeadline(byte[] key, long deadline) {
        CRC32C crc = new CRC32C();
        ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES);
        numbers.putLong(deadline).flip();
        crc.update(numbers);
        crc.update(key, 0, key.length);
        return crc.getValue() & MASK;
    }
}
