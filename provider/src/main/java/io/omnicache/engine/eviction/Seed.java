/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import java.util.concurrent.ThreadLocalRandom;

/** Spreads hash codes over 64 bits in a way that cannot be foreseen, so that nobody can choose keys that meet. */
/* The mixing is that of a step of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
record Seed(long value) {
    static Seed random() {
        return new Seed(ThreadLocalRandom.current().nextLong());
    }

    long hash(int keyHash) {
        long mixed = (keyHash ^ value) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 32) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 29;
    }
}
