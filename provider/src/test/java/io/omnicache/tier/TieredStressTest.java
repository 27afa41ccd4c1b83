/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierMode;
import io.omnicache.config.OmniConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many threads on few keys that move between a small heap and the tiers below it. */
class TieredStressTest {
    private static final int THREADS = 6;
    private static final int KEYS = 40;
    private static final int OPERATIONS = 8_000;

    /**
     * Each thread writes rising numbers under keys of its own and reads all: no number may ever be followed by a smaller one, and what was
     * written last is what is there in the end.
     */
    @ParameterizedTest
    @ValueSource(strings = {"1,memory", "8,memory", "4,memory:20,memory", "4,sqlite"})
    void noThreadEverSeesAnOlderValueAgain(String tiers) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("TieredStressTest " + tiers + " seed " + seed);
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<Integer, Integer> cache = provider.getCacheManager()
                    .createCache(
                            "stress",
                            TierMode.addTo(
                                            OmniConfiguration.builder(Integer.class, Integer.class)
                                                    .clock(new ManualClock()), // no stall opens the breaker
                                            tiers.split(",", -1))
                                    .build());
            List<Callable<Integer[]>> work = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                work.add(() -> work(cache, number, new Random(seed + number)));
            }
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                for (Future<Integer[]> done : threads.invokeAll(work)) {
                    check(cache, done.get(), seed);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static void check(Cache<Integer, Integer> cache, Integer[] last, long seed) {
        for (int key = 0; key < KEYS; key++) {
            if (last[key] != null) {
                assertThat(cache.get(key))
                        .as("key %d, seed %d", key, seed)
                        .isEqualTo(last[key] == 0 ? null : last[key]);
            }
        }
    }

    private static Integer[] work(Cache<Integer, Integer> cache, int thread, Random random) {
        return new OwnKeys(cache, KEYS, THREADS, OPERATIONS)
                .work(thread, random, (key, before, next) -> change(cache, key, before, next, random));
    }

    /** Does one operation, and checks what it says; returns what is there afterwards, 0 if nothing is. */
    private static int change(Cache<Integer, Integer> cache, int key, int before, int next, Random random) {
        Integer expected = before == 0 ? null : before;
        switch (random.nextInt(6)) {
            case 0 -> {
                assertThat(cache.remove(key)).isEqualTo(expected != null);
                return 0;
            }
            case 1 -> assertThat(cache.getAndPut(key, next)).isEqualTo(expected);
            case 2 -> {
                assertThat(cache.replace(key, before, next)).isEqualTo(expected != null);
                return expected == null ? 0 : next;
            }
            case 3 -> {
                assertThat(cache.get(key)).isEqualTo(expected);
                return before;
            }
            case 4 -> {
                assertThat(cache.putIfAbsent(key, next)).isEqualTo(expected == null);
                return expected == null ? next : before;
            }
            default -> cache.put(key, next);
        }
        return next;
    }
}
