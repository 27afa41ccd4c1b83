/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** How the rows of a cache are changed, inside of a transaction. For the writer's thread. */
final class RowChanges {
    private static final long LATER = 60_000;

    private static final String FIND = "SELECT id, accessed, coalesce(expires, " + TierRecord.NEVER + "),"
            + " length(key) + length(value) FROM cache_entries WHERE cache = ? AND key = ?";
    private static final String INSERT = "INSERT INTO cache_entries"
            + " (id, cache, key, created, accessed, expires, version, crc, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    /* What leaves indexes alone is twice as fast. */
    private static final String UPDATE_VALUE =
            "UPDATE cache_entries SET created = ?, version = ?, crc = ?, value = ? WHERE id = ? AND key = ?";
    private static final String UPDATE = "UPDATE cache_entries SET created = ?, version = ?, crc = ?, value = ?,"
            + " accessed = ?, expires = ? WHERE id = ? AND key = ?";
    private static final String TOUCH = "UPDATE cache_entries SET accessed = max(accessed, ?), expires = ?,"
            + " crc = (crc & " + 0xffff_ffffL + ") | (? << 32) WHERE cache = ? AND key = ?";
    private static final String USE =
            "UPDATE cache_entries SET accessed = ? WHERE cache = ? AND key = ? AND accessed < ?";
    private static final String DELETE = "DELETE FROM cache_entries WHERE id = ? AND key = ?";

    private final Counters counters;
    private final long mark;

    /** Null if no other process changes these rows. */
    private final @Nullable Common common;

    private long cache;
    private long nextRow;

    /**
     * Creates it.
     *
     * @param mark {@link CacheName#mark}
     * @param common null if no other process changes these rows
     */
    RowChanges(Counters counters, long mark, @Nullable Common common) {
        this.counters = counters;
        this.mark = mark;
        this.common = common;
    }

    /** Comes before each change. */
    private void changing(TierKey key) {
        if (common != null) {
            common.change(key);
        }
    }

    /** Says under which id the cache stands, and where its next row comes. */
    void begin(long id, long next) {
        cache = id;
        nextRow = next;
    }

    /** A row that is there. */
    private record Present(long id, long accessed, long deadline, long bytes) {}

    private @Nullable Present find(Session session, TierKey key) throws SQLException {
        PreparedStatement find = session.statement(FIND);
        find.setLong(1, cache);
        find.setBytes(2, key.bytes());
        try (ResultSet row = find.executeQuery()) {
            return row.next()
                    ? new Present(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4) + Counters.ROW)
                    : null;
        }
    }

    Delta put(Session session, TierKey key, TierRecord entry) throws SQLException {
        long bytes = key.bytes().length + entry.value().length + Counters.ROW;
        changing(key);
        Present present = find(session, key);
        if (present == null) {
            insert(session, key, entry);
            return new Delta(counters, 1, bytes);
        }
        boolean valueOnly = entry.deadline() == present.deadline() && entry.accessed() - present.accessed() < LATER;
        PreparedStatement update = session.statement(valueOnly ? UPDATE_VALUE : UPDATE);
        update.setLong(1, entry.created());
        update.setLong(2, entry.version());
        update.setLong(3, Checks.of(mark ^ cache, key.bytes(), entry));
        update.setBytes(4, entry.value());
        int next = 5;
        if (!valueOnly) {
            update.setLong(next++, entry.accessed());
            setDeadline(update, next++, entry.deadline());
        }
        update.setLong(next++, present.id());
        update.setBytes(next, key.bytes());
        requireOne(update.executeUpdate());
        return new Delta(counters, 0, bytes - present.bytes());
    }

    private void insert(Session session, TierKey key, TierRecord entry) throws SQLException {
        PreparedStatement insert = session.statement(INSERT);
        insert.setLong(1, nextRow++);
        insert.setLong(2, cache);
        insert.setBytes(3, key.bytes());
        insert.setLong(4, entry.created());
        insert.setLong(5, entry.accessed());
        setDeadline(insert, 6, entry.deadline());
        insert.setLong(7, entry.version());
        insert.setLong(8, Checks.of(mark ^ cache, key.bytes(), entry));
        insert.setBytes(9, entry.value());
        insert.executeUpdate();
    }

    private static void setDeadline(PreparedStatement statement, int index, long deadline) throws SQLException {
        if (deadline == TierRecord.NEVER) {
            statement.setNull(index, Types.INTEGER);
        } else {
            statement.setLong(index, deadline);
        }
    }

    /* By row and key: the index may lead to the row of another key, if it is damaged. */
    private static void requireOne(int rows) throws SQLException {
        if (rows != 1) {
            throw Faults.disagreement("the index of keys leads to a row of another key");
        }
    }

    /** Deletes the row of a key; the entries of what it returns are -1 or 0. */
    Delta delete(Session session, TierKey key) throws SQLException {
        Present present = find(session, key);
        if (present == null) {
            return counters.nothing;
        }
        changing(key);
        requireOne(delete(session, present.id(), key));
        return new Delta(counters, -1, -present.bytes());
    }

    /** Deletes the row of a key if it is the one that was seen, and not one that came after it. */
    Delta deleteIf(Session session, TierKey key, long row, long bytes) throws SQLException {
        if (common == null) {
            return delete(session, row, key) == 0 ? counters.nothing : new Delta(counters, -1, -bytes);
        }
        Present present = find(session, key); // other processes may have changed or cleared it since it was seen
        return present == null || present.id() != row ? counters.nothing : delete(session, key);
    }

    private static int delete(Session session, long row, TierKey key) throws SQLException {
        PreparedStatement delete = session.statement(DELETE);
        delete.setLong(1, row);
        delete.setBytes(2, key.bytes());
        return delete.executeUpdate();
    }

    /** Deletes the row of a key if it is damaged. */
    Delta deleteDamaged(Session session, TierKey key) throws SQLException {
        Row row = Row.find(session, cache, mark, key);
        return row == null || row.entry() != null ? counters.nothing : delete(session, key);
    }

    Delta touch(Session session, TierKey key, long accessed, long deadline) throws SQLException {
        changing(key);
        PreparedStatement touch = session.statement(TOUCH);
        touch.setLong(1, accessed);
        setDeadline(touch, 2, deadline);
        touch.setLong(3, Checks.ofDeadline(key.bytes(), deadline));
        touch.setLong(4, cache);
        touch.setBytes(5, key.bytes());
        touch.executeUpdate();
        return counters.nothing;
    }

    Delta use(Session session, TierKey key, long accessed) throws SQLException {
        PreparedStatement use = session.statement(USE);
        use.setLong(1, accessed);
        use.setLong(2, cache);
        use.setBytes(3, key.bytes());
        use.setLong(4, accessed);
        use.executeUpdate();
        return counters.nothing;
    }
}
