/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.config.OnFailure;
import io.omnicache.config.Promotion;
import io.omnicache.config.TierOptions;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a cache has below the heap, and how the levels work together.
 *
 * @param tiers the fastest first; not empty
 * @param onFailure what an operation does if one of them fails
 * @param promotion when what a read finds comes into the levels above
 * @param heap how many entries the heap may hold; empty if it is not bounded so
 */
public record StackOptions(List<TierOptions> tiers, OnFailure onFailure, Promotion promotion, OptionalLong heap) {
    /** Copies the list. */
    public StackOptions {
        tiers = List.copyOf(tiers);
    }

    /** Returns who decides what comes into the levels above. */
    Admission admission() {
        return switch (promotion) {
            case FIRST_HIT -> key -> true;
            case SECOND_HIT -> new Doorkeeper(heap);
        };
    }
}
