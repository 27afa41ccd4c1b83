/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of a cache within their bound: those that were not used for longest go, unless they are held above, some in each
 * transaction. All that are to go in one are held by their caches until it is committed, so nobody brings one up meanwhile. Thread-safe; one
 * thread evicts, others that have gone over the bound wait for it.
 */
final class Eviction {
    private static final int STEP = 50;
    private static final int MOST_ASKED = 4096;
    private static final int PART = 16;
    private static final long BYTES_STEP = 65_536;

    private static final String OLDEST = "SELECT id, key, accessed, length(key) + length(value) FROM cache_entries"
            + " WHERE cache = ? AND (accessed > ? OR (accessed = ? AND id > ?)) ORDER BY accessed, id LIMIT " + STEP;

    private final Rows rows;
    private final SqliteOptions bound;
    private final Clock clock;
    private final Evictor evictor;
    private final ReentrantLock evicting = new ReentrantLock();

    Eviction(Rows rows, SqliteOptions bound, Clock clock, Evictor evictor) {
        this.rows = rows;
        this.bound = bound;
        this.clock = clock;
        this.evictor = evictor;
    }

    /** A row that may go. */
    private record Candidate(long id, TierKey key, long accessed, long bytes) {}

    private boolean isOver() {
        return rows.counters().entries() > bound.entries() || rows.counters().bytes() > bound.bytes();
    }

    /** Lets entries go until the rows are within their bound, or none can go; the one just written stays. */
    void settle(@Nullable TierKey justWritten) throws IOException {
        if (!bound.isBounded() || !isOver()) {
            return;
        }
        evicting.lock();
        try {
            Candidate last = new Candidate(Long.MIN_VALUE, new TierKey(new byte[0]), Long.MIN_VALUE, 0);
            for (int asked = 0; isOver() && asked < MOST_ASKED; asked += STEP) {
                List<Candidate> oldest = oldest(last);
                if (oldest.isEmpty()) {
                    return;
                }
                new Step(justWritten).run(oldest);
                last = oldest.get(oldest.size() - 1);
            }
        } finally {
            evicting.unlock();
        }
    }

    private List<Candidate> oldest(Candidate after) throws IOException {
        return rows.database().read(session -> {
            PreparedStatement select = session.statement(OLDEST);
            select.setLong(1, rows.id().find(session));
            select.setLong(2, after.accessed());
            select.setLong(3, after.accessed());
            select.setLong(4, after.id());
            List<Candidate> candidates = new ArrayList<>(STEP);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    candidates.add(new Candidate(
                            row.getLong(1),
                            RowReads.key(row.getBytes(2)),
                            row.getLong(3),
                            row.getLong(4) + Counters.ROW));
                }
            }
            return candidates;
        });
    }

    /** What goes in one transaction. */
    private final class Step {
        private final @Nullable TierKey justWritten;
        private final List<Candidate> going = new ArrayList<>();
        private final List<Uses.Use> staying = new ArrayList<>();
        private final Set<Long> gone = ConcurrentHashMap.newKeySet();
        private final long entriesToGo;
        private final long bytesToGo;
        private long bytesGoing;
        private boolean over;

        Step(@Nullable TierKey justWritten) {
            this.justWritten = justWritten;
            entriesToGo = bound.entries() == SqliteOptions.UNBOUNDED
                    ? 0
                    : rows.counters().entries() - bound.entries() + Math.min(STEP, bound.entries() / PART);
            bytesToGo = bound.bytes() == SqliteOptions.UNBOUNDED
                    ? 0
                    : rows.counters().bytes() - bound.bytes() + Math.min(BYTES_STEP, bound.bytes() / PART);
        }

        void run(List<Candidate> oldest) throws IOException {
            ask(oldest.iterator());
            if (!over) {
                commit();
            }
        }

        /* Each that goes is held while the next one is asked for; the innermost deletes all. */
        private void ask(Iterator<Candidate> others) throws IOException {
            while (!over && others.hasNext() && (going.size() < entriesToGo || bytesGoing < bytesToGo)) {
                Candidate next = others.next();
                Long used = rows.uses().of(next.key());
                if (justWritten != null && next.key().equals(justWritten)) {
                    continue;
                }
                if (used != null && used > next.accessed()) {
                    staying.add(new Uses.Use(next.key(), used));
                } else if (!go(next, others)) {
                    staying.add(new Uses.Use(next.key(), clock.millis()));
                }
            }
        }

        private boolean go(Candidate next, Iterator<Candidate> others) throws IOException {
            boolean[] asked = new boolean[1];
            evictor.evict(next.key(), () -> {
                asked[0] = true;
                going.add(next);
                bytesGoing += next.bytes();
                ask(others);
                if (!over) {
                    commit();
                }
                return gone.contains(next.id());
            });
            return asked[0];
        }

        private void commit() throws IOException {
            over = true;
            if (going.isEmpty() && staying.isEmpty()) {
                return;
            }
            Set<Long> deleted = new HashSet<>();
            rows.change(session -> {
                deleted.clear();
                Delta sum = rows.counters().nothing;
                for (Candidate each : going) {
                    Delta delta = rows.changes().deleteIf(session, each.key(), each.id(), each.bytes());
                    if (delta.entries() < 0) {
                        deleted.add(each.id());
                    }
                    sum = sum.plus(delta);
                }
                for (Uses.Use each : staying) {
                    rows.changes().use(session, each.key(), each.accessed());
                }
                return sum;
            });
            gone.addAll(deleted);
            rows.uses().written(staying);
        }
    }
}
