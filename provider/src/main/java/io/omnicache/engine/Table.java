/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import java.util.Iterator;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The nodes of one generation of a cache by their keys. Thread-safe. */
final class Table<K> {
    private final ConcurrentHashMap<K, Node<K>> nodes = new ConcurrentHashMap<>();

    @Nullable
    Node<K> find(Object key) {
        return nodes.get(key);
    }

    /** Adds a node; returns the one that was there before, null if it is in. */
    @Nullable
    Node<K> addIfAbsent(Node<K> node) {
        return nodes.putIfAbsent(node.key, node);
    }

    /** Takes out exactly this node. */
    void remove(Node<K> node) {
        nodes.remove(node.key, node);
    }

    /** Iterates over the nodes, weakly consistent. */
    Iterator<Node<K>> iterator() {
        return nodes.values().iterator();
    }

    /** Iterates over the keys, weakly consistent. */
    Iterator<K> keys() {
        return nodes.keySet().iterator();
    }

    long size() {
        return nodes.mappingCount();
    }
}
