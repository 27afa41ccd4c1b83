/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.local.LocalTier;
import java.io.IOException;
import java.util.function.DoubleConsumer;

/** What one cache has of a database that it may share with others of the process. Thread-safe. */
class SqliteTier extends LocalTier {
    private final SharedRows shared;
    private final TierContext context;

    SqliteTier(SharedRows shared, TierContext context) {
        super("sqlite", shared.entries(), shared.step());
        this.shared = shared;
        this.context = context;
    }

    static SqliteTier open(TierContext context, SqliteOptions options) throws IOException {
        SharedRows shared = Databases.open(context, options);
        Common common = shared.rows().common();
        return common == null ? new SqliteTier(shared, context) : new CommonTier(shared, context, common);
    }

    /** Returns the rows, as they are in the database. */
    Rows rows() {
        return shared.rows();
    }

    @Override
    public TierFigures figures() throws IOException {
        open();
        return shared.figures();
    }

    /** Returns what the files of the database take, with those of other caches; what is in memory has none. */
    @Override
    public long storeBytes() throws IOException {
        open();
        return rows().database().upkeep().bytes();
    }

    /** For all caches of the database, which is done once. */
    @Override
    public void compact(DoubleConsumer progress) throws IOException {
        open();
        rows().database().compact(progress);
    }

    @Override
    protected void leave(boolean destroy) throws IOException {
        Databases.close(shared, context, destroy);
    }
}
