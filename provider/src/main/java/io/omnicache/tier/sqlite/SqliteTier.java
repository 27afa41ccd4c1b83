/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierFigures;
import io.omnicache.tier.local.LocalTier;
import java.io.IOException;

/** What one cache has of a database that it may share with others of the process. Thread-safe. */
final class SqliteTier extends LocalTier {
    private final SharedRows shared;
    private final TierContext context;

    private SqliteTier(SharedRows shared, TierContext context) {
        super("sqlite", shared.entries());
        this.shared = shared;
        this.context = context;
    }

    static SqliteTier open(TierContext context, SqliteOptions options) throws IOException {
        return new SqliteTier(Databases.open(context, options), context);
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

    @Override
    protected void leave(boolean destroy) throws IOException {
        Databases.close(shared, context, destroy);
    }
}
