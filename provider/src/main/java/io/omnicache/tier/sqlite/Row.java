/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a row says.
 *
 * @param id the row
 * @param entry what is stored; null if the row is damaged
 */
record Row(long id, @Nullable TierRecord entry) {
    private static final String SELECT = "SELECT id, created, accessed, expires, version, crc, value"
            + " FROM cache_entries WHERE cache = ? AND key = ?";

    /** Reads the row of a key; null if there is none. */
    static @Nullable Row find(Session session, long cache, long mark, TierKey key) throws SQLException {
        PreparedStatement select = session.statement(SELECT);
        select.setLong(1, cache);
        select.setBytes(2, key.bytes());
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? of(row, mark ^ cache, key) : null;
        }
    }

    private static Row of(ResultSet row, long owner, TierKey key) throws SQLException {
        long deadline = row.getLong(4);
        if (row.wasNull()) {
            deadline = TierRecord.NEVER;
        }
        byte[] value = row.getBytes(7);
        TierRecord entry = new TierRecord(
                value == null ? new byte[0] : value, row.getLong(5), row.getLong(2), row.getLong(3), deadline);
        boolean sound = row.getLong(6) == Checks.of(owner, key.bytes(), entry);
        return new Row(row.getLong(1), sound ? entry : null);
    }
}
