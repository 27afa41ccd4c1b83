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
 * @param entry what is stored; null if the row is damaged
 */
record Row(@Nullable TierRecord entry) {
    private static final String SELECT = "SELECT created, accessed, coalesce(expires, " + TierRecord.NEVER
            + "), version, crc, value FROM cache_entries WHERE cache = ? AND key = ?";

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
        byte[] value = row.getBytes(6);
        TierRecord entry = new TierRecord(
                value == null ? new byte[0] : value, row.getLong(4), row.getLong(1), row.getLong(2), row.getLong(3));
        return new Row(row.getLong(5) == Checks.of(owner, key.bytes(), entry) ? entry : null);
    }
}
