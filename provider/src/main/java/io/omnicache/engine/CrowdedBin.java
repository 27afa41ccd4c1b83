/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Stands in a bin in place of a long chain: many keys have hashes that meet there. */
/* The JDK's map makes a tree of keys with equal hashes, if they can be compared. */
final class CrowdedBin<K> extends Node<K> {
    final ConcurrentHashMap<K, Node<K>> nodes = new ConcurrentHashMap<>();

    /** Creates an empty one. */
    @SuppressWarnings("NullAway") // the node of no key: the table compares no key with it
    CrowdedBin() {
        super(null, 0, BARE);
    }

    CrowdedBin(Node<K> chain) {
        this();
        for (Node<K> node = chain; node != null; node = node.chained) {
            nodes.put(node.key, node);
        }
    }

    /**
     * Makes crowded bins of these nodes in the pages that the function says, which no reader knows yet. This one stays as it is: readers
     * may be in it, and the keys' code may throw.
     */
    void divideInto(Function<Node<K>, Page<K>> pageOf) {
        Map<Page<K>, Map<Integer, CrowdedBin<K>>> made = new HashMap<>(4);
        for (Node<K> node : nodes.values()) {
            Page<K> page = pageOf.apply(node);
            Map<Integer, CrowdedBin<K>> ofPage = made.computeIfAbsent(page, unknown -> new HashMap<>(4));
            CrowdedBin<K> crowd = ofPage.computeIfAbsent(page.index(node.keyHash()), unknown -> new CrowdedBin<>());
            crowd.nodes.put(node.key, node);
        }
        made.forEach((page, crowds) -> crowds.forEach((index, crowd) -> page.setCrowd(crowd, index)));
    }
}
