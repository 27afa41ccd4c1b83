/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.OmniCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that add entries to a cache and read them, for as long as the test changes the cache. */
final class CreatingThreads implements AutoCloseable {
    private final ExecutorService threads;
    private final List<Future<Long>> created = new ArrayList<>();
    private volatile boolean done;

    /** Starts so many threads; the keys are four times as many as the cache holds. */
    CreatingThreads(OmniCache<Integer, Integer> cache, int held, int count, long seed) {
        threads = Executors.newFixedThreadPool(count);
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + i);
            created.add(threads.submit(() -> create(cache, held, random)));
        }
    }

    private long create(OmniCache<Integer, Integer> cache, int held, Random random) {
        long sum = 0;
        while (!done) {
            int key = random.nextInt(4 * held);
            sum += cache.putIfAbsent(key, key) ? 1 : 0;
            cache.get(random.nextInt(2 * held));
        }
        return sum;
    }

    /** Ends the threads; returns how many entries they have added. Fails if one of them has failed. */
    long stop() throws ExecutionException, InterruptedException {
        done = true;
        long sum = 0;
        for (Future<Long> each : created) {
            sum += each.get();
        }
        return sum;
    }

    @Override
    public void close() {
        done = true;
        threads.shutdownNow();
    }
}
