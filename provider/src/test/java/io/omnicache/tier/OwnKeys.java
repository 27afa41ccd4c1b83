/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import javax.cache.Cache;

/**
 * Threads of which each changes keys of its own, with numbers that grow, and reads those of others, which never go back.
 *
 * @param keys how many keys there are; each so many-th belongs to the same thread
 * @param operations how many operations each thread does
 */
record OwnKeys(Cache<Integer, Integer> cache, int keys, int threads, int operations) {
    /** An operation on a key of its own. */
    interface Change {
        /**
         * Does one operation, and checks what it says.
         *
         * @param before what is there, 0 if nothing is
         * @param next a number to put
         * @return what is there afterwards, 0 if nothing is
         */
        int apply(int key, int before, int next);
    }

    /** Returns what the thread knows of its own keys: the last number, 0 for one that was removed, null for keys of others. */
    Integer[] work(int thread, Random random, Change change) {
        Integer[] own = new Integer[keys];
        int[] seen = new int[keys];
        for (int i = 1; i <= operations; i++) {
            int key = random.nextInt(keys);
            if (key % threads == thread) {
                own[key] = change.apply(key, own[key] == null ? 0 : own[key], i);
                continue;
            }
            Integer value = cache.get(key);
            if (value != null) {
                assertThat(value).as("key %d", key).isGreaterThanOrEqualTo(seen[key]);
                seen[key] = value;
            }
        }
        return own;
    }
}
