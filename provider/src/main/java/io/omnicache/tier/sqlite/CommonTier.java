/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import io.omnicache.tier.Exchange;
import io.omnicache.tier.Expected;
import io.omnicache.tier.Lease;
import io.omnicache.tier.SharedTier;
import io.omnicache.tier.TierContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one cache has of a database that several processes share. Thread-safe. */
final class CommonTier extends SqliteTier implements SharedTier {
    private final Common common;
    private final Exchanges exchanges;

    CommonTier(SharedRows shared, TierContext context, Common common) {
        super(shared, context);
        this.common = common;
        this.exchanges = new Exchanges(shared.rows(), common);
    }

    @Override
    public Exchange exchange(TierKey key, Expected expected, @Nullable TierRecord next) throws IOException {
        open();
        return exchanges.exchange(key, expected, next);
    }

    @Override
    public Exchange touch(TierKey key, Expected.Version expected, long version, long accessed, long deadline)
            throws IOException {
        open();
        return exchanges.touch(key, expected, version, accessed, deadline);
    }

    @Override
    public Lease lease(TierKey key) throws IOException {
        return common.lease(key);
    }

    @Override
    public long mark(TierKey key) {
        return common.mark(key);
    }

    @Override
    public boolean isCurrent(long mark) {
        return common.isCurrent(mark);
    }
}
