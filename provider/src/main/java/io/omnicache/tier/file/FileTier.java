/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.Tier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What one cache has of a store that it may share with others of its name in the process. Thread-safe. */
final class FileTier implements Tier {
    private final SharedStore shared;
    private final Tier entries;
    private final TierContext context;
    private final AtomicBoolean closed = new AtomicBoolean();

    FileTier(SharedStore shared, TierContext context) {
        this.shared = shared;
        this.entries = shared.entries();
        this.context = context;
    }

    private Tier open() throws IOException {
        if (closed.get()) {
            throw new IOException("the tier file is closed");
        }
        return entries;
    }

    /** Returns what was found wrong at opening. */
    OpeningReport report() {
        return shared.store().report();
    }

    /** Returns the parts of the store. */
    List<Shard> shards() {
        return shared.store().shards();
    }

    /** Returns how many damaged lines reads have met since. */
    long damaged() {
        return shared.store().damaged();
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
    public TierFigures figures() throws IOException {
        Store store = shared.store();
        long compactions = 0;
        for (Shard each : store.shards()) {
            compactions += each.cleaner().cleaned();
        }
        open();
        return new TierFigures(
                store.size(),
                store.bytes(),
                store.report().torn() + store.report().damaged() + store.damaged(),
                shared.waiting(),
                compactions,
                store.report().recovered(),
                store.shards().get(0).log().settings().readOnly());
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            Homes.close(shared, context, false);
        }
    }

    @Override
    public void destroy() throws IOException {
        if (closed.compareAndSet(false, true)) {
            Homes.close(shared, context, true);
        }
    }
}
