/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

/** A node of a cache that is bounded by weight and whose entries can expire. */
class WeighedTimedNode<K> extends TimedNode<K> {
    private volatile int valueWeight = 1;
    private int weight;

    WeighedTimedNode(K key, int hash, Object holder) {
        super(key, hash, holder);
    }

    @Override
    int valueWeight() {
        return valueWeight;
    }

    @Override
    void valueWeight(int newWeight) {
        valueWeight = newWeight;
    }

    @Override
    public int weight() {
        return weight;
    }

    @Override
    void weighAgain() {
        weight = valueWeight;
    }
}
