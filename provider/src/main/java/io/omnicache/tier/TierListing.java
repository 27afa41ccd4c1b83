/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which keys are stored in a stack of tiers, as the lowest one that is used knows it. Thread-safe. */
public final class TierListing {
    private static final TierPage NOTHING = new TierPage(List.of(), TierPage.END);

    private final List<TierLevel> levels;
    private final TierLevel lowest;
    private volatile @Nullable Above above;

    /** Where a listing goes on: in which of the tiers, and where in it. */
    public record Position(int level, long from) {}

    /**
     * Some of the keys.
     *
     * @param next where the next ones begin; null if there are no more, or they cannot be listed
     * @param failed whether there may be more that cannot be listed
     */
    public record Keys(Collection<TierKey> keys, @Nullable Position next, boolean failed) {}

    TierListing(List<TierLevel> levels) {
        this.levels = levels;
        this.lowest = levels.get(levels.size() - 1);
    }

    void connect(Above heap) {
        above = heap;
    }

    /**
     * Returns some of the keys of the lowest tier that is used; nothing if none is.
     *
     * @param from null to begin
     */
    public Keys keys(@Nullable Position from, int about) {
        int number = from == null ? lowestInUse() : from.level();
        if (number < 0) {
            return new Keys(List.of(), null, true);
        }
        long begin = from == null ? TierPage.START : from.from();
        TierPage page = levels.get(number).ask("listing keys", NOTHING, tier -> tier.keys(begin, about));
        Position next = page.next() == TierPage.END ? null : new Position(number, page.next());
        return new Keys(page.keys(), next, page == NOTHING); // the very object: what is answered instead
    }

    /** Returns the keys that the lowest tier is not in step with. */
    public List<TierKey> changed() {
        return lowest.journal().keys();
    }

    /** Returns whether the lowest tier is used, which has everything. */
    public boolean isWhole() {
        return lowest.isInUse();
    }

    /** Returns keys whose deadline has passed. */
    public List<TierKey> expired(long now, int most) {
        return lowest.isInUse()
                ? lowest.ask("finding what has expired", List.of(), tier -> tier.expired(now, most))
                : List.of();
    }

    /** Returns the number of entries; while the lowest tier is not used, of the one above it that is. */
    public long size() {
        Above heap = above;
        long held = heap == null ? 0 : heap.size();
        int number = lowestInUse();
        return number < 0 ? held : levels.get(number).ask("counting", held, Tier::size);
    }

    private int lowestInUse() {
        int number = levels.size() - 1;
        while (number >= 0 && !levels.get(number).isInUse()) {
            number--;
        }
        return number;
    }
}
