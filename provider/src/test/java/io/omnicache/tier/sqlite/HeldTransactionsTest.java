/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers keep their transactions: they see what was acknowledged all the same, and the log is emptied. */
class HeldTransactionsTest {
    private static final int ROUNDS = 2_000;
    private static final int READERS = 3;

    @TempDir
    Path directory;

    private static void read(SqliteTier tier) throws IOException {
        for (int i = 0; i < 5; i++) { // from the second on, the transaction is kept
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isNotNull();
        }
    }

    @Test
    void logIsEmptiedWhileTransactionsAreHeld() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory, "busyTimeout", "20ms")) {
            Path log = SqliteStores.files(directory, "-wal").get(0);
            int filled = 0;
            for (int round = 0; round < 5; round++) {
                tier.write(SqliteStores.key(1), SqliteStores.entry("value " + round, round));
                read(tier);
                tier.write(SqliteStores.key(2), SqliteStores.entry("value " + round, round));
                filled += Files.size(log) > 0 ? 1 : 0; // after 200 ms the writer empties it by itself
                tier.rows().database().upkeepNow();
                assertThat(Files.size(log)).as("round %d", round).isZero();
                read(tier);
            }
            assertThat(filled).isPositive();
        }
    }

    @Test
    void whatWasAcknowledgedIsSeenByAllAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(READERS);
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (SqliteTier tier = SqliteStores.open(directory)) {
            tier.write(SqliteStores.key(1), SqliteStores.entry("0", 0));
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Callable<Integer> reading = () -> {
                    int reads = 0;
                    while (!over.get()) {
                        int least = acknowledged.get();
                        assertThat(Integer.parseInt(SqliteStores.value(tier, SqliteStores.key(1))))
                                .isGreaterThanOrEqualTo(least);
                        reads++;
                    }
                    return reads;
                };
                readers.add(pool.submit(reading));
            }
            for (int i = 1; i <= ROUNDS; i++) {
                tier.write(SqliteStores.key(1), SqliteStores.entry(Integer.toString(i), i));
                acknowledged.set(i);
                assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo(Integer.toString(i));
            }
            over.set(true);
            for (Future<Integer> each : readers) {
                assertThat(each.get()).isNotNegative();
            }
        } finally {
            over.set(true);
            pool.shutdownNow();
        }
    }
}
