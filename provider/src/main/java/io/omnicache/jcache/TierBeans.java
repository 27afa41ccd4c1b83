/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.TierState;
import io.omnicache.engine.TierWatch;
import io.omnicache.management.CacheBeans;
import io.omnicache.management.TierBean;
import io.omnicache.tier.TierReport;
import java.util.List;
import java.util.function.Supplier;

/** The beans of the tiers of caches. */
final class TierBeans {
    private TierBeans() {}

    /** Shows the tiers of a cache, or no longer. */
    static void set(CacheBeans beans, AdministeredCache<?, ?> cache, boolean shown) {
        if (cache.engine.isTiered()) { // else not a lambda: the first one of a process costs it milliseconds
            cache.engine.tierWatch().ifPresent(watch -> set(beans, cache.getName(), watch, shown));
            Supplier<TierReport> heap = () -> cache.engine.heapReport().orElseThrow();
            beans.tier(cache.getName(), "heap", shown ? new TierBean(heap) : null);
        }
    }

    private static void set(CacheBeans beans, String cache, TierWatch watch, boolean shown) {
        List<TierState> tiers = watch.states();
        for (int i = 0; i < tiers.size(); i++) {
            int level = i;
            beans.tier(cache, name(tiers, i), shown ? new TierBean(() -> watch.report(level)) : null);
        }
    }

    /** Only where a cache has several of a kind their levels are told. */
    private static String name(List<TierState> tiers, int level) {
        String kind = tiers.get(level).tier();
        boolean alone = tiers.stream().filter(tier -> tier.tier().equals(kind)).count() == 1;
        return alone ? kind : kind + (level + 1);
    }
}
