/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store has of several caches, open at the same time. For one thread. */
final class OpenStores implements AutoCloseable {
    private final List<Tier> tiers = new ArrayList<>();

    void open(TierOptions store, StoredCache cache) throws IOException {
        tiers.add(Stores.open(store, cache));
    }

    List<Tier> tiers() {
        return List.copyOf(tiers);
    }

    /** Closes all, also if that fails for some; then it fails as the first one did. */
    @Override
    public void close() throws IOException {
        @Nullable IOException first = null;
        for (Tier each : tiers) {
            try {
                each.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
