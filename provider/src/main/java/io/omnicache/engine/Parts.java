/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import io.omnicache.EvictionStrategy;
import io.omnicache.codec.StoredForm;
import io.omnicache.engine.expiry.Expiry;
import io.omnicache.engine.guard.HeapGuard;
import io.omnicache.event.Deliveries;
import io.omnicache.loading.Loads;
import io.omnicache.loading.Writes;
import org.jspecify.annotations.Nullable;

/**
 * What an engine works with.
 *
 * @param cache the name of the cache, for messages
 * @param clock the source of time
 * @param form how keys and values are kept
 * @param expiry when entries expire
 * @param readThrough the loader, null if reads do not load
 * @param writeThrough the writer, null if changes are not written
 * @param events where events go
 * @param statistics where operations are counted
 * @param limit the bound, null if there is none
 * @param guarding what bounds the cache when the heap is nearly full, null if nothing does; of no use beside a bound
 * @param lower what lies below the heap, null if nothing does
 */
public record Parts<K, V>(
        String cache,
        Clock clock,
        StoredForm form,
        Expiry expiry,
        @Nullable Loads<K, V> readThrough,
        @Nullable Writes<K, V> writeThrough,
        Deliveries<K, V> events,
        Statistics statistics,
        @Nullable Limit<K, V> limit,
        @Nullable Guarding guarding,
        @Nullable Lower lower) {

    /**
     * How a cache without a bound is kept from filling the heap.
     *
     * @param guard tells when to bound it
     * @param strategy chooses what goes then
     */
    public record Guarding(HeapGuard guard, EvictionStrategy strategy) {}

    /**
     * The bound of a cache.
     *
     * @param maximum entries, or weight if entries are weighed
     * @param weight weighs entries; null if each weighs 1
     * @param strategy chooses what goes
     * @param watched whether the requests are watched for a curve of the miss ratios
     */
    public record Limit<K, V>(
            long maximum,
            @Nullable EntryWeight<? super K, ? super V> weight,
            EvictionStrategy strategy,
            boolean watched) {

        /** Returns this bound with another strategy. */
        Limit<K, V> withStrategy(EvictionStrategy other) {
            return new Limit<>(maximum, weight, other, watched);
        }

        /** Returns this bound with another maximum. */
        Limit<K, V> withMaximum(long other) {
            return new Limit<>(other, weight, strategy, watched);
        }

        /** Returns this bound, watched or not. */
        Limit<K, V> withWatched(boolean on) {
            return new Limit<>(maximum, weight, strategy, on);
        }

        /** Returns what an entry takes of the bound. */
        int weigh(K key, V value, Object stored) {
            return weight == null ? 1 : weight.of(key, value, stored);
        }
    }
}
