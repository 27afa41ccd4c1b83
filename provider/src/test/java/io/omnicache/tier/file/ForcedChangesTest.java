/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code fsync}, what was acknowledged before a loss of power is there after it. */
class ForcedChangesTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_123L);
    private static final int THREADS = 4;
    private static final int OWN = 20;
    private static final String FILLER = "x".repeat(300);

    /** Of a thread, while the files are copied. If they were many, each key would be removed once, and nothing could be missed. */
    private static final int CHANGES_MEANWHILE = 40;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedAfterItWasForcedSurvives() throws Exception {
        int lost = 0;
        for (int round = 0; round < 20; round++) {
            lost += lostInOneRound(round, "fsync");
        }
        assertThat(lost).isZero();
    }

    /** The simulation finds a store that acknowledges before it has forced. */
    @Test
    void whatWasAcknowledgedBeforeItWasForcedDoesNot() throws Exception {
        assertThat(lostInOneRound(0, "os")).isPositive();
    }

    private int lostInOneRound(int round, String durability) throws Exception {
        Random random = new Random(SEED + round);
        Path directory = folder.resolve(durability + round);
        AtomicIntegerArray acknowledged = new AtomicIntegerArray(THREADS);
        AtomicIntegerArray limits = new AtomicIntegerArray(THREADS);
        for (int thread = 0; thread < THREADS; thread++) {
            limits.set(thread, Integer.MAX_VALUE);
        }
        CountDownLatch begun = new CountDownLatch(THREADS * (20 + random.nextInt(60)));
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        int[] before = new int[THREADS];
        PowerLoss moment;
        try (FileTier tier = Stores.open(directory, "durability", durability, "entries", "1k")) {
            List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int own = thread;
                threads.add(pool.submit(() -> {
                    for (int number = 1; number <= limits.get(own); number++) {
                        change(tier, own, number);
                        acknowledged.set(own, number);
                        begun.countDown();
                    }
                    return null;
                }));
            }
            begun.await();
            for (int thread = 0; thread < THREADS; thread++) {
                before[thread] = acknowledged.get(thread);
                limits.set(thread, before[thread] + CHANGES_MEANWHILE);
            }
            moment = PowerLoss.of(tier, directory, folder.resolve("lost-" + durability + round));
            for (Future<?> each : threads) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        moment.lose(random);
        PowerLoss.inAnotherRun(moment.copy());
        int lost = 0;
        try (FileTier tier = Stores.open(moment.copy(), "durability", durability, "entries", "1k")) {
            for (int thread = 0; thread < THREADS; thread++) {
                lost += lost(tier, thread, before[thread], acknowledged.get(thread));
            }
        }
        return lost;
    }

    private static boolean removes(int number) {
        return number % 7 == 0;
    }

    private static void change(FileTier tier, int thread, int number) throws IOException {
        int key = thread * OWN + number % OWN;
        if (removes(number)) {
            tier.delete(Stores.key(key));
        } else {
            tier.write(Stores.key(key), Stores.entry(number + " " + FILLER, number));
        }
    }

    /** Counts keys that are older than the last acknowledged change. */
    private static int lost(FileTier tier, int thread, int acknowledged, int made) throws IOException {
        int lost = 0;
        for (int key = 0; key < OWN; key++) {
            int last = acknowledged;
            while (last > 0 && last % OWN != key) {
                last--;
            }
            TierRecord read = tier.read(Stores.key(thread * OWN + key));
            boolean found = last <= 0;
            for (int number = last; number > 0 && number <= made + 1; number += OWN) {
                found |= removes(number) ? read == null : read != null && read.version() == number;
            }
            lost += found ? 0 : 1;
        }
        return lost;
    }
}
