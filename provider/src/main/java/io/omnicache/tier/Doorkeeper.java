/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Lets a key pass when it comes a second time: it remembers the keys that came lately and did not pass. Named after the doorkeeper of
 * TinyLFU (Einziger, Friedman, Manes: TinyLFU: A Highly Efficient Cache Admission Policy, 2017), which does so by a Bloom filter.
 *
 * <p>Approximate: a key may be forgotten before it comes again, since others took its place, and one of four thousand millions passes for another
 * one. Thread-safe, without locks; of two threads that come with one key at a time both may be turned away.
 */
/*
 * A few places for each hash, which keep the last ones that came there: it ages by itself, and has no counter that would have to be reset.
 */
final class Doorkeeper implements Admission {
    private static final int LEAST = 1 << 10;
    private static final int MOST = 1 << 24;

    /** How many hashes share their places. */
    private static final int WAYS = 4;

    /** Where the level above is not bounded by entries. */
    private static final long USUAL = 1 << 16;

    /** How many keys are remembered at least for each that the level above has room for. */
    private static final int SHARE = 4;

    private final AtomicIntegerArray last;

    /** Creates one for a level above that holds so many entries, if that is known; each takes 16 to 32 bytes here, and all 64 MiB at most. */
    Doorkeeper(OptionalLong entries) {
        long wanted = Math.min(Math.min(entries.orElse(USUAL), MOST) * SHARE, MOST);
        last = new AtomicIntegerArray(Integer.highestOneBit((int) Math.max(LEAST, 2 * wanted - 1)));
    }

    @Override
    public boolean admits(TierKey key) {
        int hash = mixed(key.hashCode());
        int mark = hash == 0 ? 1 : hash; // 0 is an empty place
        int first = mixed(hash) & (last.length() - WAYS);
        for (int i = first; i < first + WAYS; i++) {
            if (last.getPlain(i) == mark) {
                last.setPlain(i, 0);
                return true;
            }
        }
        for (int i = first + WAYS - 1; i > first; i--) {
            last.setPlain(i, last.getPlain(i - 1));
        }
        last.setPlain(first, mark);
        return false;
    }

    /** Spreads the bits of a hash over all (the finalizer of MurmurHash3, a bijection). */
    private static int mixed(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
