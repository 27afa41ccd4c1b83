/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A cache of keys without values, bounded by an order in the way the engine does it. */
final class KeysOnly {
    final Map<Integer, Key> present = new HashMap<>();
    private final Order order;
    private final long maximum;
    private long total;

    KeysOnly(Order order, long maximum) {
        this.order = order;
        this.maximum = maximum;
    }

    long total() {
        return total;
    }

    /** Looks a key of weight 1 up, and stores it if it is not there; returns whether it was. */
    boolean request(int key) {
        return request(key, 1);
    }

    /** Looks a key up, and stores it with the weight if it is not there; returns whether it was. */
    boolean request(int key, int weight) {
        Key found = present.get(key);
        if (found != null) {
            order.onHit(found);
            return true;
        }
        Key added = new Key(key, weight);
        added.mark(key * 31); // an order may find anything there
        added.note(~key);
        present.put(key, added);
        total += weight;
        order.onAdd(added);
        evict(added);
        return false;
    }

    void reweigh(int key, int weight) {
        Key entry = present.get(key);
        int before = entry.weight;
        entry.weight = weight;
        total += weight - before;
        order.onReweighed(entry, before);
        evict(null);
    }

    void remove(int key) {
        Key removed = present.remove(key);
        if (removed != null) {
            removed.alive = false;
            total -= removed.weight;
            order.onRemove(removed);
        }
    }

    private void evict(@Nullable Key newest) {
        boolean isPassedOver = false;
        while (total > maximum) {
            Key victim = (Key) order.victim();
            if (victim == null) {
                break;
            }
            if (victim == newest && !isPassedOver) {
                isPassedOver = true;
                continue;
            }
            victim.alive = false;
            total -= victim.weight;
            present.remove(victim.key);
        }
        if (isPassedOver) {
            order.onPassedOver(newest);
        }
    }

    /** An entry whose key is an int that is its own hash code. */
    static final class Key extends Entry {
        final int key;
        boolean alive = true;
        private int weight;

        Key(int key, int weight) {
            super(key);
            this.key = key;
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public String toString() {
            return "key " + key;
        }
    }
}
