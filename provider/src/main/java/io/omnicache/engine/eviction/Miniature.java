/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.EvictionStrategy.Order;
import org.jspecify.annotations.Nullable;

/** A small cache of hashes under the order of some strategy, which counts how often it would miss. Not thread-safe. */
/*
 * The table has open addressing with linear probing: 6 bytes per resident in the mean instead of 12 for bins and links. What is
 * removed lets those behind it move up, so there are no gaps to search over.
 */
final class Miniature {
    private final Order order;
    private final Seed seed;
    private final int room;
    private final @Nullable Resident[] table;
    private int size;
    private long misses;

    Miniature(Order order, int room, Seed seed) {
        this.order = order;
        this.room = room;
        this.seed = seed;
        int least = (room + 1) * 4 / 3;
        this.table = new Resident[Integer.highestOneBit(least) << 1];
    }

    boolean isFull() {
        return size >= room;
    }

    long misses() {
        return misses;
    }

    /** Forgets a part of the misses that were counted. */
    void misses(long newMisses) {
        misses = newMisses;
    }

    /**
     * Plays a request.
     *
     * @param hash the seed's hash of the key hash
     * @param weight how many misses a miss counts for
     */
    void request(int keyHash, long hash, int weight) {
        int slot = slot(keyHash, hash);
        Resident found = table[slot];
        if (found != null) {
            order.onHit(found);
            return;
        }
        misses += weight;
        if (size > room) {
            return; // a strategy that names no victim must not fill the memory
        }
        Resident added = new Resident(keyHash);
        table[slot] = added;
        size++;
        order.onAdd(added);
        if (size > room) {
            evict(added);
        }
    }

    /** Plays the removal of an entry. */
    void remove(int keyHash, long hash) {
        int slot = slot(keyHash, hash);
        Resident found = table[slot];
        if (found != null) {
            takeOut(slot);
            found.die();
            order.onRemove(found);
        }
    }

    /** As the engine does it: what was just added is not refused. */
    private void evict(Resident added) {
        Entry victim = order.victim();
        boolean refused = victim == added;
        while (victim != null && (victim == added || !victim.isAlive())) {
            victim = order.victim();
        }
        if (refused) {
            order.onPassedOver(added);
        }
        if (victim instanceof Resident resident) {
            takeOut(slot(resident.keyHash(), seed.hash(resident.keyHash())));
        }
    }

    /** Returns where a key is, or the empty slot where it would be. */
    private int slot(int keyHash, long hash) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        for (Resident there = table[slot]; there != null && there.keyHash() != keyHash; there = table[slot]) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void takeOut(int slot) {
        int mask = table.length - 1;
        int gap = slot;
        int next = gap + 1 & mask;
        for (Resident there = table[next]; there != null; there = table[next]) {
            int home = (int) seed.hash(there.keyHash()) & mask;
            if ((next - home & mask) >= (next - gap & mask)) {
                table[gap] = there;
                gap = next;
            }
            next = next + 1 & mask;
        }
        table[gap] = null;
        size--;
    }

    /** A key that would be in the cache. */
    private static final class Resident extends Entry {
        /** The owner's bits of what was removed. */
        private static final int DEAD = 1;

        Resident(int keyHash) {
            super(keyHash);
        }

        @Override
        public boolean isAlive() {
            return owner() != DEAD;
        }

        void die() {
            owner(DEAD);
        }
    }
}
