/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one cache has of a database that it may share with others of the process. Thread-safe. */
final class SqliteTier implements Tier {
    private final SharedRows shared;
    private final Tier entries;
    private final TierContext context;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SqliteTier(SharedRows shared, TierContext context) {
        this.shared = shared;
        this.entries = shared.entries();
        this.context = context;
    }

    static SqliteTier open(TierContext context, SqliteOptions options) throws IOException {
        return new SqliteTier(Databases.open(context, options), context);
    }

    private Tier open() throws IOException {
        if (closed.get()) {
            throw new IOException("the tier sqlite is closed");
        }
        return entries;
    }

    /** Returns the rows, as they are in the database. */
    Rows rows() {
        return shared.rows();
    }

    /** Returns how many changes wait to be written. */
    long waiting() {
        return shared.waiting();
    }

    @Override
    public @Nullable TierRecord read(TierKey key) throws IOException {
        return open().read(key);
    }

    @Override
    public void write(TierKey key, TierRecord entry) throws IOException {
        open().write(key, entry);
    }

    @Override
    public boolean delete(TierKey key) throws IOException {
        return open().delete(key);
    }

    @Override
    public void touch(TierKey key, long accessed, long deadline) throws IOException {
        open().touch(key, accessed, deadline);
    }

    @Override
    public boolean contains(TierKey key) throws IOException {
        return open().contains(key);
    }

    @Override
    public void used(Collection<TierKey> keys, long accessed) throws IOException {
        open().used(keys, accessed);
    }

    @Override
    public void writeAll(Map<TierKey, TierRecord> all) throws IOException {
        open().writeAll(all);
    }

    @Override
    public void deleteAll(Collection<TierKey> keys) throws IOException {
        open().deleteAll(keys);
    }

    @Override
    public void clear() throws IOException {
        open().clear();
    }

    @Override
    public TierPage keys(long from, int about) throws IOException {
        return open().keys(from, about);
    }

    @Override
    public List<TierKey> expired(long now, int most) throws IOException {
        return open().expired(now, most);
    }

    @Override
    public long size() throws IOException {
        return open().size();
    }

    @Override
    public long bytes() throws IOException {
        return open().bytes();
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            Databases.close(shared, context, false);
        }
    }

    @Override
    public void destroy() throws IOException {
        if (closed.compareAndSet(false, true)) {
            Databases.close(shared, context, true);
        }
    }
}
