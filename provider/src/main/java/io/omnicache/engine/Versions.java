/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import io.omnicache.Clock;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the versions of records. Thread-safe. */
sealed interface Versions {
    /** Returns a version that no other record of the cache has. */
    long next();

    /** For a store of this process: they rise, and begin with the wall time, so that they go on rising after a restart. */
    record Rising(AtomicLong last) implements Versions {
        private static final int PER_MILLI_BITS = 20;

        Rising(Clock clock) {
            this(new AtomicLong(clock.millis() << PER_MILLI_BITS));
        }

        @Override
        public long next() {
            return last.incrementAndGet();
        }
    }

    /**
     * For a store of several processes: random, so that no two of them make the same, and none comes back when a key was removed and put again. Within a
     * process they never repeat: the steps of a Weyl sequence, mixed by a bijection (SplitMix64: Steele, Lea, Flood, 2014).
     */
    record Random(AtomicLong state) implements Versions {
        private static final long STEP = 0x9e3779b97f4a7c15L;

        Random() {
            this(new AtomicLong(new SecureRandom().nextLong()));
        }

        @Override
        public long next() {
            long mixed = state.getAndAdd(STEP);
            mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
