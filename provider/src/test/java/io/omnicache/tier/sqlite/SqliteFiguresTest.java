/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.TierFigures;
import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are shown of the tier. */
class SqliteFiguresTest {
    @TempDir
    Path directory;

    private static void fill(SqliteTier tier, int entries) throws IOException {
        tier.writeAll(IntStream.range(0, entries)
                .boxed()
                .collect(Collectors.toMap(
                        SqliteStores::key, i -> SqliteStores.entry("value " + i + "x".repeat(1_000), i))));
    }

    @Test
    void entriesBytesAndPagesGivenBackAreCounted() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.figures()).isEqualTo(new TierFigures(0, 0, 0, 0, 0, 0, false));
            fill(tier, 2_000);
            List<TierKey> most =
                    IntStream.range(100, 2_000).mapToObj(SqliteStores::key).toList();
            tier.deleteAll(most);
            tier.rows().database().upkeepNow();
            TierFigures figures = tier.figures();
            assertThat(figures.entries()).isEqualTo(100);
            assertThat(figures.bytes()).isEqualTo(tier.bytes()).isGreaterThan(100_000);
            assertThat(figures.compactions()).isPositive();
            assertThat(figures.damaged() + figures.waiting() + figures.recovered())
                    .isZero();
        }
    }

    @Test
    void whatWasRecoveredAndWhatWasDamagedIsCounted() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            fill(tier, 100);
        }
        SqliteStores.execute(
                SqliteStores.database(directory), "UPDATE cache_entries SET value = x'00' WHERE id % 50 = 1");
        try (SqliteTier tier = SqliteStores.open(directory, "readOnly", "true")) {
            assertThat(tier.figures().recovered()).isEqualTo(100);
            assertThat(tier.figures().readOnly()).isTrue();
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.figures().recovered()).isEqualTo(100);
            assertThat(tier.figures().damaged()).isZero();
            for (int i = 0; i < 100; i++) {
                tier.read(SqliteStores.key(i));
            }
            tier.rows().database().upkeepNow();
            assertThat(tier.figures().damaged()).isEqualTo(2);
            assertThat(tier.figures().entries()).isEqualTo(98);
            assertThat(tier.figures().recovered()).isEqualTo(100);
        }
        Files.writeString(SqliteStores.database(directory), "This is a text that is longer than a header. ".repeat(9));
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.figures()).isEqualTo(new TierFigures(0, 0, 1, 0, 0, 0, false));
        }
    }

    @Test
    void changesThatWaitAreCountedAndNotWaitedFor() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory, "durability", "behind", "busyTimeout", "20ms")) {
            try (Session other = Driver.connect(SqliteStores.database(directory), false, false)) {
                other.execute("BEGIN IMMEDIATE"); // nothing can be written
                for (int i = 0; i < 70; i++) {
                    tier.write(SqliteStores.key(i), SqliteStores.entry("value", i));
                }
                assertThat(tier.figures().waiting()).isEqualTo(70);
                assertThat(tier.figures().entries()).isZero();
                other.execute("ROLLBACK");
            }
            assertThat(tier.size()).isEqualTo(70);
            assertThat(tier.figures().waiting()).isZero();
        }
    }
}
