/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Threads that put, remove and read, each the keys that it alone changes, and those of the others. What is not what was put last, or of
 * another key, is wrong; it is looked at once more when all are done, and when the cache was closed and opened again.
 */
record Concurrently(String tier, Path directory, int operations) {
    private static final int THREADS = 8;
    private static final int KEYS = 2000;
    private static final int HEAP = 100;

    int wrong() throws Exception {
        List<Worker> workers = new ArrayList<>();
        int wrong = 0;
        try (TieredCache tiered = TieredCache.open(tier, directory, HEAP, 0)) {
            ExecutorService executor = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Worker worker = new Worker(i, tiered.cache());
                workers.add(worker);
                running.add(executor.submit(() -> worker.run(operations / THREADS)));
            }
            executor.shutdown();
            for (Future<?> each : running) {
                each.get();
            }
            for (Worker worker : workers) {
                wrong += worker.wrong + worker.differences(tiered.cache());
            }
        }
        try (TieredCache tiered = TieredCache.open(tier, directory, HEAP, 0)) {
            for (Worker worker : workers) {
                wrong += worker.differences(tiered.cache());
            }
        }
        return wrong;
    }

    /** One thread and its keys. */
    private static final class Worker {
        private final int own;
        private final Cache<String, byte[]> cache;
        private final Random random;
        private final Map<Integer, Integer> versions = new HashMap<>();
        private int wrong;

        Worker(int own, Cache<String, byte[]> cache) {
            this.own = own;
            this.cache = cache;
            random = new Random(own);
        }

        void run(int count) {
            for (int i = 0; i < count; i++) {
                int number = random.nextInt(KEYS / THREADS) * THREADS + own;
                switch (random.nextInt(4)) {
                    case 0 -> {
                        cache.put(Payload.key(number), Payload.value(number, i));
                        versions.put(number, i);
                    }
                    case 1 -> wrong += cache.remove(Payload.key(number)) == (versions.remove(number) != null) ? 0 : 1;
                    case 2 -> wrong += isRight(number, cache.get(Payload.key(number))) ? 0 : 1;
                    default -> other(random.nextInt(KEYS));
                }
            }
        }

        /* Some version of it, or none. */
        private void other(int number) {
            byte[] value = cache.get(Payload.key(number));
            if (value != null) {
                Payload.check(number, Payload.version(number, value), value);
            }
        }

        private boolean isRight(int number, byte @Nullable [] value) {
            Integer version = versions.get(number);
            if (version == null || value == null) {
                return version == null && value == null;
            }
            return Arrays.equals(value, Payload.value(number, version));
        }

        int differences(Cache<String, byte[]> present) {
            int differences = 0;
            for (int number = own; number < KEYS; number += THREADS) {
                differences += isRight(number, present.get(Payload.key(number))) ? 0 : 1;
            }
            return differences;
        }
    }
}
