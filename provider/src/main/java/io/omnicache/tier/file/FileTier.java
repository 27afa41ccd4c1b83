/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.ReadOnlyTierException;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.local.LocalTier;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleConsumer;

/** What one cache has of a store that it may share with others of its name in the process. Thread-safe. */
final class FileTier extends LocalTier {
    private final SharedStore shared;
    private final TierContext context;

    FileTier(SharedStore shared, TierContext context) {
        super("file", shared.entries(), shared.step());
        this.shared = shared;
        this.context = context;
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
                isReadOnly());
    }

    /** A file at a time: each goes when what is alive of it stands, on the disk, in another one. The index is written anew at closing. */
    @Override
    public void compact(DoubleConsumer progress) throws IOException {
        open();
        if (isReadOnly()) {
            throw new ReadOnlyTierException("the tier file was opened read-only, and is not compacted");
        }
        long files = shards().stream()
                .mapToLong(each -> each.log().catalog().oldestFirst().size())
                .sum();
        AtomicLong done = new AtomicLong();
        for (Shard each : shards()) {
            each.compact(() -> progress.accept(Math.min(1, (double) done.incrementAndGet() / files)));
        }
    }

    @Override
    protected void leave(boolean destroy) throws IOException {
        Homes.close(shared, context, destroy);
    }
}
