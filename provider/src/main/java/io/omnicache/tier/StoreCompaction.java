/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.Clock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleConsumer;

/**
 * Compacts what tiers have stored: what has expired is removed, and then each store rewritten so that it takes no more room than it needs. Bytes are
 * copied as they are, so no key of encryption is needed. Nobody else may use the tiers. For one thread.
 */
/*
 * All tiers are worked on together, since some may be caches of one database: that is written anew once, after the last of them has changed it.
 */
public final class StoreCompaction {
    private static final int AT_ONCE = 1000;

    private final List<Tier> tiers;
    private final long now;

    /** Creates one; the tiers stay open. */
    public StoreCompaction(List<Tier> tiers, Clock clock) {
        this.tiers = List.copyOf(tiers);
        this.now = clock.millis();
    }

    /**
     * What a tier had before, and has now.
     *
     * @param entriesBefore how many entries there were
     * @param expired how many of them had expired, and were removed
     * @param entries how many there are; fewer than the rest if some turned out to be damaged
     * @param bytesBefore {@link Tier#storeBytes} before
     * @param bytes the same now
     */
    public record Outcome(long entriesBefore, long expired, long entries, long bytesBefore, long bytes) {}

    /**
     * Compacts all.
     *
     * @param progress is told from time to time which share is done, from 0 to 1, or a negative number if that is not known
     * @return what became of each tier, in their order
     * @throws IOException if a tier fails; what is stored stays
     */
    public List<Outcome> run(DoubleConsumer progress) throws IOException {
        List<Outcome> before = new ArrayList<>();
        for (Tier each : tiers) {
            long entries = each.size();
            long bytes = each.storeBytes();
            before.add(new Outcome(entries, removeExpired(each), entries, bytes, bytes));
        }
        for (int i = 0; i < tiers.size(); i++) {
            int done = i;
            tiers.get(i).compact(share -> progress.accept(share < 0 ? share : (done + share) / tiers.size()));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < tiers.size(); i++) {
            Tier each = tiers.get(i);
            Outcome was = before.get(i);
            outcomes.add(
                    new Outcome(was.entriesBefore(), was.expired(), each.size(), was.bytesBefore(), each.storeBytes()));
        }
        return outcomes;
    }

    private long removeExpired(Tier tier) throws IOException {
        long first = tier.size();
        long before = first + 1;
        long present = first;
        List<TierKey> keys = tier.expired(now, AT_ONCE);
        while (!keys.isEmpty()
                && present < before) { // else they are damaged, and not found under what they are listed as
            tier.deleteAll(keys);
            before = present;
            present = tier.size();
            keys = tier.expired(now, AT_ONCE);
        }
        return first - present;
    }
}
