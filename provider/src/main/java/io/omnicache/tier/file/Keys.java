/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists keys: pages go by hash, which does not change when tables grow or lines move. Thread-safe. */
final class Keys {
    private final List<Shard> shards;
    private final LogSettings settings;

    Keys(List<Shard> shards, LogSettings settings) {
        this.shards = shards;
        this.settings = settings;
    }

    /** Does {@link io.omnicache.tier.Tier#keys}. */
    TierPage page(long from, int about) throws IOException {
        List<TierKey> keys = new ArrayList<>();
        long next = from;
        int number = settings.logOf(from);
        while (number < shards.size() && keys.size() < Math.max(1, about)) {
            long start = next;
            int most = Math.max(1, about) - keys.size();
            long[] hashes = shards.get(number).log().catalog().ask((all, ignored) -> all.hashesFrom(start, most));
            if (hashes.length == 0) {
                number++;
                next = settings.firstOf(number);
            } else {
                next = hashes[hashes.length - 1] + 1;
                addKeys(hashes, Long.MAX_VALUE, keys);
            }
        }
        return new TierPage(keys, number == shards.size() ? TierPage.END : next);
    }

    /* Adds the keys of hashes, of those entries whose deadline is not after a time. */
    private void addKeys(long[] hashes, long until, List<TierKey> keys) throws IOException {
        Scratch scratch = Scratch.take();
        try {
            for (long hash : hashes) {
                if (shards.get(settings.logOf(hash)).reads().load(hash, 0, scratch)
                        && scratch.line.deadline() <= until) {
                    keys.add(scratch.line.key());
                }
            }
        } finally {
            scratch.giveBack();
        }
    }

    /** Does {@link io.omnicache.tier.Tier#expired}. */
    List<TierKey> expired(long now, int most) throws IOException {
        List<TierKey> keys = new ArrayList<>();
        long second = Times.seconds(now);
        for (Shard shard : shards) {
            int left = most - keys.size();
            if (left > 0) {
                addKeys(shard.log().catalog().ask((all, ignored) -> all.due(second, left)), now, keys);
            }
        }
        return keys;
    }
}
