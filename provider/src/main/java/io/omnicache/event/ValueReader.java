/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

/**
 * Turns what a cache keeps into what a listener gets.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface ValueReader<K, V> {
    /** Returns the key to show. */
    K readKey(K stored);

    /** Returns the value to show. */
    V readValue(Object stored);
}
