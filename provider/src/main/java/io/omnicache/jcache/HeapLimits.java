/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.EvictionStrategy;
import io.omnicache.Weigher;
import io.omnicache.config.Bound;
import io.omnicache.config.Guard;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.EntryBytes;
import io.omnicache.engine.EntryWeight;
import io.omnicache.engine.Parts;
import io.omnicache.engine.eviction.Strategies;
import io.omnicache.engine.guard.HeapGuard;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What bounds the heap of a cache, made from its configuration. */
record HeapLimits<K, V>(
        String name, OmniConfiguration<K, V> configuration, Customisations customisations, ClassLoader loader) {
    /** Returns the bound of the heap, null if there is none. */
    Parts.@Nullable Limit<K, V> limit(boolean timed) {
        OptionalLong maximum = configuration.heap().limit();
        return maximum.isEmpty()
                ? null
                : new Parts.Limit<>(
                        maximum.getAsLong(),
                        weight(timed),
                        strategy(name, configuration.strategy(), loader),
                        configuration.isMissRatioCurveEnabled());
    }

    @SuppressWarnings("unchecked") // the builder takes weighers of the cache's types only
    private @Nullable EntryWeight<? super K, ? super V> weight(boolean timed) {
        Bound bound = configuration.heap();
        if (bound instanceof Bound.Bytes) {
            return new EntryBytes(name, timed);
        }
        if (bound instanceof Bound.Weight weight) {
            Weigher<? super K, ? super V> weigher =
                    (Weigher<? super K, ? super V>) weight.weigher().create();
            return EntryWeight.by(name, customisations.add(weigher));
        }
        return null;
    }

    /** Returns what bounds the heap when it is nearly full, null if nothing does. */
    Parts.@Nullable Guarding guarding() {
        if (configuration.guard() == Guard.EXEMPT
                || configuration.heap().limit().isPresent()) {
            return null;
        }
        return new Parts.Guarding(HeapGuard.ofProcess(), strategy(name, configuration.strategy(), loader));
    }

    /**
     * Returns the strategy for the cache.
     *
     * @throws IllegalArgumentException if there is none; the message names the cache, and lists those that exist
     */
    static EvictionStrategy strategy(String cache, String strategy, ClassLoader loader) {
        try {
            return Strategies.named(strategy, loader);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cache '" + cache + "', " + e.getMessage(), e);
        }
    }
}
