/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy;

/** An entry as a strategy sees it. */
public class TrackedEntry extends EvictionStrategy.Entry {
    private volatile boolean alive = true;
    private volatile long deadline = Long.MAX_VALUE;
    private int weight = 1;

    /** Creates a live entry of weight 1 that never expires. */
    public TrackedEntry(int keyHash) {
        super(keyHash);
    }

    /** The entry has left the cache. */
    public void die() {
        alive = false;
    }

    @Override
    public int weight() {
        return weight;
    }

    /** Sets the weight. */
    public void weight(int newWeight) {
        weight = newWeight;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    /** Sets the deadline. */
    public void deadline(long nanos) {
        deadline = nanos;
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public String toString() {
        return "entry " + keyHash();
    }
}
