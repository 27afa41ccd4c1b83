/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that write to a tier, each keys of its own, while somebody interrupts them all the time: nobody notices. */
public final class InterruptedWriters {
    private static final int THREADS = 3;
    private static final String FILLER = "x".repeat(1_000);

    private final Tier tier;
    private final int rounds;
    private final AtomicLong interrupts = new AtomicLong();

    private InterruptedWriters(Tier tier, int rounds) {
        this.tier = tier;
        this.rounds = rounds;
    }

    /** Writes as often as that in each thread, and more often until some operation ended in an interrupted thread. */
    public static void run(Tier tier, int rounds) throws Exception {
        new InterruptedWriters(tier, rounds).run();
    }

    /** Fails unless what was written last is there. */
    public static void check(Tier again) throws IOException {
        for (int i = 0; i < THREADS; i++) {
            assertThat(StoreFixture.value(again, first(i))).isEqualTo("last " + i);
        }
    }

    private void run() throws Exception {
        List<Thread> workers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, task -> {
            Thread worker = new Thread(task);
            workers.add(worker);
            return worker;
        });
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int own = i;
                Callable<Integer> work = () -> write(own);
                results.add(pool.submit(work));
            }
            Random random = new Random(3);
            while (!results.stream().allMatch(Future::isDone)) {
                workers.get(random.nextInt(THREADS)).interrupt();
                Thread.yield();
            }
            for (Future<Integer> each : results) {
                assertThat(each.get()).isGreaterThanOrEqualTo(rounds);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static TierKey first(int own) {
        return StoreFixture.key(own * 1_000);
    }

    private int write(int own) throws IOException {
        int written = 0;
        for (; written < rounds || interrupts.get() == 0; written++) {
            TierKey key = StoreFixture.key(own * 1_000 + written % 50);
            tier.write(key, StoreFixture.entry(written + FILLER, written));
            assertThat(StoreFixture.value(tier, key)).isEqualTo(written + FILLER);
            interrupts.addAndGet(Thread.interrupted() ? 1 : 0);
        }
        tier.write(first(own), StoreFixture.entry("last " + own, written));
        return written;
    }
}
