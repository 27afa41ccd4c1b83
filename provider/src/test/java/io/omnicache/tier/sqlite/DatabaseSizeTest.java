/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How large a database and its log become: bounds, and what goes for them. */
class DatabaseSizeTest {
    @TempDir
    Path directory;

    @Test
    void fileShrinksWhenEntriesGo() throws Exception {
        long full;
        try (SqliteTier tier = SqliteStores.open(directory)) {
            SqliteStores.fill(tier, 0, 5_000);
            List<TierKey> most = new ArrayList<>();
            for (int i = 100; i < 5_000; i++) {
                most.add(SqliteStores.key(i));
            }
            upkeep(tier);
            full = Files.size(SqliteStores.database(directory));
            assertThat(full).isGreaterThan(5_000_000);
            tier.deleteAll(most);
            upkeep(tier);
            assertThat(Files.size(SqliteStores.database(directory))).isLessThan(full / 10);
            assertThat(tier.size()).isEqualTo(100);
            SqliteStores.fill(tier, 0, 5_000);
            tier.clear();
            upkeep(tier);
            assertThat(Files.size(SqliteStores.database(directory))).isLessThan(full / 10);
            SqliteStores.fill(tier, 0, 5_000);
            tier.clear();
        }
        assertThat(Files.size(SqliteStores.database(directory)))
                .as("closed with rows that are still to be dropped")
                .isLessThan(full / 10);
    }

    /* Once the writer has found nothing to do, it waits without an end: so what it does at an idle moment is done here, as often. */
    private static void upkeep(SqliteTier tier) throws IOException {
        Database database = tier.rows().database();
        database.upkeepNow();
    }

    @Test
    void logOfTheDatabaseStaysShortWhileEntriesAreWritten() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            Path log = SqliteStores.files(directory, "-wal").get(0);
            long before = 0;
            boolean grows = true;
            for (int round = 0; round < 200 && grows; round++) { // it does while it is being copied
                SqliteStores.fill(tier, 0, 2_000);
                long now = Files.size(log);
                grows = now > before; // if it was emptied, or is written again from its beginning, it does not
                before = now;
            }
            assertThat(grows).as("grows without an end").isFalse();
        }
    }

    @Test
    void boundInBytesIsKept() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory, "bytes", "1MiB")) {
            for (int i = 0; i < 3_000; i++) {
                tier.write(SqliteStores.key(i), SqliteStores.entry(i + SqliteStores.FILLER, i));
                assertThat(tier.bytes()).isLessThanOrEqualTo(1 << 20);
            }
            assertThat(tier.size()).isGreaterThan(700);
        }
    }

    @Test
    void whatWasUsedLatelyIsNotEvicted() throws IOException {
        ManualClock clock = new ManualClock();
        clock.advance(Duration.ofHours(1));
        RecordingContext context = new RecordingContext("omnicache:tests", "users", clock);
        try (SqliteTier tier = SqliteStores.open(context, directory, "entries", "200")) {
            for (int i = 0; i < 2_000; i++) {
                clock.advance(Duration.ofSeconds(1));
                tier.write(
                        SqliteStores.key(i),
                        new TierRecord(new byte[] {1}, 1, clock.millis(), clock.millis(), TierRecord.NEVER));
                for (int used = 0; used < Math.min(i, 20); used++) {
                    assertThat(tier.read(SqliteStores.key(used)))
                            .as("after %d", i)
                            .isNotNull();
                }
            }
            assertThat(context.evictedKeys())
                    .doesNotContain(SqliteStores.key(3))
                    .contains(SqliteStores.key(1_000));
        }
    }
}
