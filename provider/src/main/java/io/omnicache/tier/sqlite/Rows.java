/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.Clock;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import io.omnicache.tier.local.LocalStore;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The rows of one cache. Thread-safe. */
final class Rows implements LocalStore {
    private final Database database;
    private final SqliteOptions options;
    private final Clock clock;
    private final Counters counters = new Counters();
    private final Uses uses = new Uses();
    private final RowChanges changes;
    private final CacheId id;

    /** Null if no other process changes these rows. */
    private final @Nullable Common common;

    private final RowReads reads;
    private final Eviction eviction;
    private volatile boolean closed;
    private volatile long recovered;

    private Rows(Database database, CacheName name, SqliteOptions options, Clock clock, Evictor evictor) {
        this.database = database;
        this.options = options;
        this.clock = clock;
        Turn turn = database.access().turn();
        this.common = turn == null ? null : new Common(turn, name, counters);
        this.changes = new RowChanges(counters, name.mark(), common);
        this.id = new CacheId(database, name, counters, changes, common);
        this.reads = new RowReads(this, name);
        this.eviction = new Eviction(this, options, clock, evictor);
    }

    /** Opens the rows of a cache. */
    static Rows open(Database database, CacheName name, SqliteOptions options, Clock clock, Evictor evictor)
            throws IOException {
        Rows rows = new Rows(database, name, options, clock, evictor);
        if (!database.isReadOnly()) {
            List<Rows> caches = database.upkeep().caches();
            database.change(session -> {
                rows.attach(session);
                return rows.counters.nothing.and(() -> caches.add(rows)); // from then on it is in a new database, too
            });
        }
        rows.recovered = rows.size();
        return rows;
    }

    /** Finds the cache in the database, or adds it, as {@link CacheId#attach}. */
    void attach(Session session) throws SQLException {
        id.attach(session);
    }

    Database database() {
        return database;
    }

    Counters counters() {
        return counters;
    }

    RowChanges changes() {
        return changes;
    }

    Uses uses() {
        return uses;
    }

    /** Returns how many damaged rows were met. */
    long damaged() {
        return reads.damaged();
    }

    /** Returns how many entries there were at opening. */
    long recovered() {
        return recovered;
    }

    /** Returns under which id the cache stands. */
    CacheId id() {
        return id;
    }

    /** Lets these rows be changed; who wants to know when that is committed waits for the ticket. */
    Ticket submit(Ticket.Work work, @Nullable Object overwrites) throws IOException {
        return database.submit(id.under(work), overwrites);
    }

    /** Changes these rows; returns when that is committed. */
    void change(Ticket.Work work) throws IOException {
        submit(work, null).await();
    }

    /** Comes after a change of a key: others may have to go. */
    void changed(TierKey key) throws IOException {
        uses.forget(key);
        eviction.settle(key);
    }

    /** Returns what is to be known of other processes; null if there are none. */
    @Nullable
    Common common() {
        return common;
    }

    @Override
    public void check() throws IOException {
        if (closed) {
            throw new IOException("the tier sqlite is closed: database=" + database.place());
        }
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        check();
        Row row = reads.find(key);
        TierRecord entry = row == null ? null : reads.usable(key, row);
        return entry == null ? null : used(key, entry);
    }

    @Override
    public Map<TierKey, TierRecord> readAll(Collection<TierKey> keys) throws IOException {
        check();
        Map<TierKey, TierRecord> found = new HashMap<>(2 * keys.size());
        for (Map.Entry<TierKey, Row> each : reads.findAll(keys).entrySet()) {
            TierRecord entry = reads.usable(each.getKey(), each.getValue());
            if (entry != null) {
                found.put(each.getKey(), used(each.getKey(), entry));
            }
        }
        return found;
    }

    private TierRecord used(TierKey key, TierRecord entry) {
        Long used = uses.of(key);
        if (options.isBounded() && !database.isReadOnly()) {
            uses.note(key, clock.millis());
        }
        return used == null || used <= entry.accessed() ? entry : entry.touched(used, entry.deadline());
    }

    @Override
    public boolean contains(TierKey key) throws IOException {
        check();
        return reads.has(key);
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        check();
        submit(session -> changes.put(session, key, entry), List.of(this, key)).await();
        eviction.settle(key);
    }

    @Override
    public void writeAll(Map<TierKey, TierRecord> entries) throws IOException {
        check();
        List<Map.Entry<TierKey, TierRecord>> all = new ArrayList<>(entries.entrySet());
        database.changeAll(
                this,
                all.size(),
                (session, i) ->
                        changes.put(session, all.get(i).getKey(), all.get(i).getValue()));
        eviction.settle(null);
    }

    @Override
    public void deleteAll(Collection<TierKey> keys) throws IOException {
        check();
        List<TierKey> all = new ArrayList<>(keys);
        database.changeAll(this, all.size(), (session, i) -> changes.delete(session, all.get(i)));
        all.forEach(uses::forget);
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        check();
        AtomicBoolean was = new AtomicBoolean();
        change(session -> {
            Delta delta = changes.delete(session, key);
            was.set(delta.entries() < 0);
            return delta;
        });
        uses.forget(key);
        return was.get();
    }

    /** Only a new deadline is written at once. */
    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        check();
        Row row = reads.find(key);
        TierRecord entry = row == null ? null : row.entry();
        if (entry != null && entry.deadline() != deadline) {
            change(session -> changes.touch(session, key, accessed, deadline));
        }
        if (entry != null) {
            uses.note(key, accessed);
        }
    }

    @Override
    public void used(Collection<TierKey> keys, long accessed) throws IOException {
        check();
        if (!database.isReadOnly()) {
            keys.forEach(key -> uses.note(key, accessed));
        }
    }

    /** The cache gets another id, so that this takes no time; the rows of the old one go later. */
    @Override
    public void clear() throws IOException {
        check();
        change(id::renew);
        uses.clear();
    }

    @Override
    public TierPage keys(long from, int about) throws IOException {
        check();
        return reads.keys(from, Math.max(1, about));
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        check();
        return reads.expired(now, most);
    }

    @Override
    public long size() throws IOException {
        check();
        return common != null ? reads.noted("entries") : database.isReadOnly() ? reads.count() : counters.entries();
    }

    /** Returns what the rows of this cache take; the file may be larger. */
    @Override
    public long bytes() throws IOException {
        check();
        return common != null ? reads.noted("bytes") : database.isReadOnly() ? reads.bytes() : counters.bytes();
    }

    @Override
    public void settle() throws IOException {
        eviction.settle(null);
    }

    @Override
    public void close() throws IOException {
        if (options.place() instanceof SqliteOptions.Place.Memory) {
            destroy();
        } else {
            end(id::leave);
        }
    }

    @Override
    public void destroy() throws IOException {
        uses.clear();
        end(id::delete);
    }

    private void end(Ticket.Work last) throws IOException {
        closed = true;
        if (database.isReadOnly()) {
            return;
        }
        List<Rows> caches = database.upkeep().caches();
        try {
            uses.writeAll(this);
        } finally {
            try {
                database.change(session -> counters.nothing); // after it, the counters count all that came before
                database.change(session -> last.on(session).and(() -> caches.remove(this)));
            } finally {
                caches.remove(this); // it is still there if that has failed
            }
        }
    }
}
