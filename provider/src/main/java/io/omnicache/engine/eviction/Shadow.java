/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import org.jspecify.annotations.Nullable;

/** A small cache of hashes that shows how often a setting would hit. Not thread-safe. */
final class Shadow {
    private final TwoClocks clocks;
    private final Seed seed;
    private final int room;
    private final @Nullable Resident[] table;

    private double score;

    Shadow(Setting setting, int room, Seed seed) {
        this.room = room;
        this.seed = seed;
        this.clocks = new TwoClocks(room);
        this.table = new Resident[Integer.highestOneBit(room)];
        clocks.set(setting);
    }

    Setting setting() {
        return clocks.setting();
    }

    /** Returns how often it hit, requests of long ago counting less. */
    double score() {
        return score;
    }

    /**
     * Plays a request.
     *
     * @param hash the seed's hash of the key hash
     */
    void request(int keyHash, long hash, double decay) {
        score *= decay;
        Resident found = find(keyHash, hash);
        if (found != null) {
            score++;
            Marks.use(found);
            return;
        }
        Resident added = new Resident(keyHash);
        int bin = bin(hash);
        added.next = table[bin];
        table[bin] = added;
        clocks.add(added, hash);
        if (clocks.size() > room) {
            evict(added, hash);
        }
    }

    /** As the engine does it: what was just added is not refused. */
    private void evict(Resident added, long hash) {
        Entry victim = clocks.victim(seed);
        if (victim == added) {
            victim = clocks.victim(seed);
            clocks.takeBack(added, hash);
        }
        if (victim != null) {
            remove((Resident) victim);
        }
    }

    private @Nullable Resident find(int keyHash, long hash) {
        Resident resident = table[bin(hash)];
        while (resident != null && resident.keyHash() != keyHash) {
            resident = resident.next;
        }
        return resident;
    }

    private void remove(Resident resident) {
        int bin = bin(seed.hash(resident.keyHash()));
        Resident before = table[bin];
        if (before == resident) {
            table[bin] = resident.next;
        }
        while (before != null && before.next != resident) {
            before = before.next;
        }
        if (before != null) {
            before.next = resident.next;
        }
    }

    private int bin(long hash) {
        return (int) hash & (table.length - 1);
    }

    /** A key that would be in the cache. */
    private static final class Resident extends Entry {
        private @Nullable Resident next;

        Resident(int keyHash) {
            super(keyHash);
        }

        @Override
        public boolean isAlive() {
            return true;
        }
    }
}
