/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Exchange;
import io.omnicache.tier.Expected;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Changes of rows that several processes share, each of which depends on what is there. Thread-safe. */
final class Exchanges {
    private final Rows rows;
    private final Common common;
    private final long mark;

    Exchanges(Rows rows, Common common) {
        this.rows = rows;
        this.common = common;
        this.mark = common.owner();
    }

    /** What becomes of a row. */
    private interface Next {
        /** Returns what is to be there; null for nothing. */
        @Nullable
        TierRecord of(@Nullable TierRecord present);
    }

    /** Does {@link io.omnicache.tier.SharedTier#exchange}. */
    Exchange exchange(TierKey key, Expected expected, @Nullable TierRecord next) throws IOException {
        return change(key, expected, present -> next);
    }

    /** Does {@link io.omnicache.tier.SharedTier#touch}. */
    Exchange touch(TierKey key, Expected.Version expected, long version, long accessed, long deadline)
            throws IOException {
        return change(
                key,
                expected,
                present -> present == null
                        ? null
                        : new TierRecord(present.value(), version, present.created(), accessed, deadline));
    }

    private Exchange change(TierKey key, Expected expected, Next next) throws IOException {
        rows.check();
        AtomicReference<Exchange> answer = new AtomicReference<>();
        rows.change(session -> change(session, key, expected, next, answer));
        Exchange given = Objects.requireNonNull(answer.get());
        if (given instanceof Exchange.Done) {
            rows.changed(key);
        }
        return given;
    }

    private Delta change(Session session, TierKey key, Expected expected, Next next, AtomicReference<Exchange> answer)
            throws SQLException {
        TierRecord present = expected == Expected.Any.THING ? null : find(session, key);
        if (expected != Expected.Any.THING && !expected.isMetBy(present == null ? null : present.version())) {
            answer.set(new Exchange.Conflict(present, common.seen(key)));
            return rows.counters().nothing;
        }
        TierRecord wanted = next.of(present);
        Delta delta = wanted == null
                ? rows.changes().delete(session, key)
                : rows.changes().put(session, key, wanted);
        answer.set(new Exchange.Done(common.change(key)));
        return delta;
    }

    /** Returns what the transaction sees of a key; null for nothing, and for what is damaged. */
    private @Nullable TierRecord find(Session session, TierKey key) throws SQLException {
        Row row = Row.find(session, rows.id().known(), mark, key);
        return row == null ? null : row.entry();
    }
}
