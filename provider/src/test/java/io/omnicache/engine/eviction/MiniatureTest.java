/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EvictionStrategy;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A miniature does what a cache under the same order does. */
final class MiniatureTest {
    @ParameterizedTest
    @ValueSource(strings = {"lru", "fifo", "sieve", "lfu", "size", "ttl"})
    void missesWhenTheCacheMisses(String strategy) {
        EvictionStrategy named = Strategies.named(strategy, getClass().getClassLoader());
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            int room = 1 + random.nextInt(60);
            KeysOnly cache = new KeysOnly(named.newOrder(room), room);
            Seed hashes = new Seed(seed);
            Miniature miniature = new Miniature(named.newOrder(room), room, hashes);
            long misses = 0;
            for (int i = 0; i < 3_000; i++) {
                int key = random.nextInt(3 * room);
                if (random.nextInt(10) == 0) {
                    cache.remove(key);
                    miniature.remove(key, hashes.hash(key));
                } else {
                    misses += cache.request(key) ? 0 : 1;
                    miniature.request(key, hashes.hash(key), 1);
                }
                assertThat(miniature.misses())
                        .as("%s, seed %d, request %d", strategy, seed, i)
                        .isEqualTo(misses);
                assertThat(miniature.isFull())
                        .as("%s, seed %d, request %d", strategy, seed, i)
                        .isEqualTo(cache.present.size() == room);
            }
        }
    }

    @Test
    void forgetsMissesWhenTold() {
        Seed seed = new Seed(1);
        Miniature miniature = new Miniature(new FifoOrder(), 4, seed);
        for (int key = 0; key < 10; key++) {
            miniature.request(key, seed.hash(key), 1);
        }
        miniature.misses(miniature.misses() / 2);
        assertThat(miniature.misses()).isEqualTo(5);
    }
}
