/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Weigher;

/**
 * Says what an entry takes of the bound.
 *
 * <p>Thread-safe. It may run user code, so it is not asked under a bare lock.
 */
@FunctionalInterface
public interface EntryWeight<K, V> {
    /**
     * Returns the weight of an entry, zero or more.
     *
     * @param stored the value in the form in which it is kept
     */
    int of(K key, V value, Object stored);

    /** Asks a weigher of the user's; {@link IllegalArgumentException} if it returns less than zero. */
    static <K, V> EntryWeight<K, V> by(String cache, Weigher<? super K, ? super V> weigher) {
        return (key, value, stored) -> {
            int weight = weigher.weigh(key, value);
            if (weight < 0) {
                throw new IllegalArgumentException(
                        "Cache '" + cache + "': the weigher must return 0 or more, returned " + weight);
            }
            return weight;
        };
    }
}
