/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An interrupt closes a channel for all threads: nobody notices. */
class InterruptsTest {
    private static final int THREADS = 3;

    @TempDir
    Path directory;

    private final AtomicLong interrupts = new AtomicLong();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"os, 4000", "behind, 4000", "fsync, 200"})
    void operationsOfInterruptedThreadsAreDone(String durability, int rounds) throws Exception {
        List<Thread> workers = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(THREADS, task -> {
            Thread worker = new Thread(task);
            workers.add(worker);
            return worker;
        });
        try (FileTier tier = Stores.open(directory, "durability", durability, "overhead", "1.5")) {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int own = i;
                Callable<Integer> work = () -> work(tier, own, rounds);
                results.add(pool.submit(work));
            }
            Random random = new Random(3);
            while (!results.stream().allMatch(Future::isDone)) {
                workers.get(random.nextInt(THREADS)).interrupt();
                Thread.onSpinWait();
            }
            for (Future<Integer> each : results) {
                assertThat(each.get()).isEqualTo(rounds);
            }
            assertThat(interrupts.get())
                    .as("operations that ended in an interrupted thread")
                    .isPositive();
            assertThat(tier.damaged()).isZero();
        } finally {
            pool.shutdownNow();
        }
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().isClean()).isTrue();
            for (int i = 0; i < THREADS; i++) {
                assertThat(Stores.value(tier, Stores.key(i * 1_000))).isEqualTo("last " + i);
            }
        }
    }

    private int work(FileTier tier, int own, int rounds) throws IOException {
        String filler = "x".repeat(1_000);
        for (int i = 0; i < rounds; i++) {
            int key = own * 1_000 + i % 50;
            tier.write(Stores.key(key), Stores.entry(i + filler, i));
            assertThat(Stores.value(tier, Stores.key(key))).isEqualTo(i + filler);
            interrupts.addAndGet(Thread.interrupted() ? 1 : 0);
        }
        tier.write(Stores.key(own * 1_000), Stores.entry("last " + own, rounds));
        return rounds;
    }
}
