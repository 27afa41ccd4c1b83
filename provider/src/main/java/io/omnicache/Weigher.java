/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

/**
 * Extension point: says how much of a cache's weight bound an entry takes.
 *
 * <p>It is asked once for each value that is put or loaded, before the value is stored and outside of any bare lock; an
 * exception reaches the caller and nothing is changed. It does not see later changes of a mutable value, and it does not
 * choose which entry leaves: that is the {@link EvictionStrategy}.
 *
 * <p>Implementations are thread-safe.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Weigher<K, V> {
    /** Returns the weight of an entry, zero or more, in whatever unit the bound uses. */
    int weigh(K key, V value);
}
