/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.concurrent.ConcurrentHashMap;

/** Stands in a bin in place of a long chain: many keys have hashes that meet there. */
/* The JDK's map makes a tree of keys with equal hashes, if they can be compared. */
final class CrowdedBin<K> extends Node<K> {
    final ConcurrentHashMap<K, Node<K>> nodes = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway") // the node of no key: the table compares no key with it
    CrowdedBin(Node<K> chain) {
        super(null, 0, BARE);
        for (Node<K> node = chain; node != null; node = node.chained) {
            nodes.put(node.key, node);
        }
    }
}
