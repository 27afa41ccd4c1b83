/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/** Takes what is evicted. Called under the eviction lock. */
@FunctionalInterface
interface Victims<K> {
    /** Ends the life of a node that was chosen; returns false if somebody holds it. */
    default boolean kill(Node<K> chosen) {
        return chosen.tryKill();
    }

    /** Takes out a node that was killed. */
    void gone(Node<K> victim);
}
