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
        this.table = new Resident[Integer.highestOneBit(room) << 1];
        clocks.set(setting);
    }

    Setting setting() {
        return clocks.setting();
    }

    /** Returns how often it hit, requests of long ago counting less. */
    double score() {
        return score;
    }

    /** Plays a request. */
    void request(int keyHash, long hash, double decay) {
        score *= decay;
        Resident found = find(keyHash);
        if (found != null) {
            score++;
            Marks.use(found);
            return;
        }
        Resident added = new Resident(keyHash);
        int bin = bin(keyHash);
        added.next = table[bin];
        table[bin] = added;
        clocks.add(added, hash);
        if (clocks.size() > room) {
            evict(added, hash);
        }
    }

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

    private @Nullable Resident find(int keyHash) {
        Resident resident = table[bin(keyHash)];
        while (resident != null && resident.keyHash != keyHash) {
            resident = resident.next;
        }
        return resident;
    }

    private void remove(Resident resident) {
        int bin = bin(resident.keyHash);
        Resident before = table[bin];
        if (before == resident) {
            table[bin] = resident.next;
            return;
        }
        while (before != null && before.next != resident) {
            before = before.next;
        }
        if (before != null) {
            before.next = resident.next;
        }
    }

    private int bin(int keyHash) {
        return (keyHash * 0x9e3779b9) >>> (Integer.numberOfLeadingZeros(table.length) + 1);
    }

    /** A key that would be in the cache. */
    private static final class Resident implements Entry {
        final int keyHash;
        private int mark;
        private int note;

        @Nullable
        Resident next;

        Resident(int keyHash) {
            this.keyHash = keyHash;
        }

        @Override
        public int keyHash() {
            return keyHash;
        }

        @Override
        public int weight() {
            return 1;
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public int mark() {
            return mark;
        }

        @Override
        public void mark(int newMark) {
            mark = newMark;
        }

        @Override
        public int note() {
            return note;
        }

        @Override
        public void note(int newNote) {
            note = newNote;
        }
    }
}
