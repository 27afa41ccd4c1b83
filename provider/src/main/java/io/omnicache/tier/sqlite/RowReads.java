/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What is asked of the rows of a cache. Thread-safe. */
final class RowReads {
    private final Rows rows;
    private final CacheName name;
    private final long mark;
    private final AtomicLong damaged = new AtomicLong();

    RowReads(Rows rows, CacheName name) {
        this.rows = rows;
        this.name = name;
        this.mark = name.mark();
    }

    /** Returns how many damaged rows were met. */
    long damaged() {
        return damaged.get();
    }

    /** Returns the entry of a row; null if it is damaged. Such a row goes, so that it does not come back, whatever its bits say later. */
    @Nullable
    TierRecord usable(TierKey key, Row row) throws IOException {
        if (row.entry() == null) {
            Database database = rows.database();
            Events.damagedRow(database.place(), name.name(), damaged.incrementAndGet());
            if (!database.isReadOnly()) {
                rows.submit(session -> rows.changes().deleteDamaged(session, key), null);
            }
        }
        return row.entry();
    }

    /** Returns the row of a key; null if there is none. */
    @Nullable
    Row find(TierKey key) throws IOException {
        return rows.database()
                .read(session -> Optional.ofNullable(Row.find(session, rows.id().find(session), mark, key)))
                .orElse(null);
    }

    Map<TierKey, Row> findAll(Collection<TierKey> keys) throws IOException {
        return rows.database().read(session -> {
            Map<TierKey, Row> all = new HashMap<>();
            for (TierKey key : keys) {
                Row row = Row.find(session, rows.id().find(session), mark, key);
                if (row != null) {
                    all.put(key, row);
                }
            }
            return all;
        });
    }

    /** Returns whether there is a row of a key, by the index alone. */
    boolean has(TierKey key) throws IOException {
        return number("SELECT count(*) FROM cache_entries WHERE cache = ? AND key = ?", key.bytes()) > 0;
    }

    long count() throws IOException {
        return number("SELECT count(*) FROM cache_entries WHERE cache = ?", null);
    }

    long bytes() throws IOException {
        return number("SELECT " + Registration.BYTES + " FROM cache_entries WHERE cache = ?", null);
    }

    /** Returns a number that the database notes of the cache, which processes share. */
    long noted(String column) throws IOException {
        return Math.max(0, number("SELECT " + column + " FROM caches WHERE id = ?", null));
    }

    private long number(String sql, byte @Nullable [] key) throws IOException {
        return rows.database().read(session -> {
            PreparedStatement select = session.statement(sql);
            select.setLong(1, rows.id().find(session));
            if (key != null) {
                select.setBytes(2, key);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    /** Does {@link io.omnicache.tier.Tier#keys}: in the order in which the rows came. */
    TierPage keys(long from, int most) throws IOException {
        return rows.database().read(session -> {
            long first = rows.id().find(session) << Schema.CACHE_SHIFT;
            PreparedStatement select =
                    session.statement("SELECT id, key FROM cache_entries WHERE id > ? AND id < ? ORDER BY id LIMIT ?");
            select.setLong(1, first + from);
            select.setLong(2, first + (1L << Schema.CACHE_SHIFT));
            select.setLong(3, most);
            List<TierKey> keys = new ArrayList<>();
            long last = first;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    last = row.getLong(1);
                    keys.add(key(row.getBytes(2)));
                }
            }
            return new TierPage(keys, keys.size() < most ? TierPage.END : last - first);
        });
    }

    /** Does {@link io.omnicache.tier.Tier#expired}. */
    List<TierKey> expired(long now, int most) throws IOException {
        return rows.database().read(session -> {
            PreparedStatement select =
                    session.statement("SELECT key FROM cache_entries WHERE cache = ? AND expires <= ? LIMIT ?");
            select.setLong(1, rows.id().find(session));
            select.setLong(2, now);
            select.setLong(3, most);
            List<TierKey> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(key(row.getBytes(1)));
                }
            }
            return keys;
        });
    }

    /** Makes a key of what a row has, which is nothing where that is damaged. */
    static TierKey key(byte @Nullable [] bytes) {
        return new TierKey(bytes == null ? new byte[0] : bytes);
    }
}
