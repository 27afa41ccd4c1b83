/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database and its caches. */
class DatabaseTest {
    @TempDir
    Path directory;

    @Test
    void cachesOfAManagerShareOneDatabase() throws IOException {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
                SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            SqliteStores.fill(users, 0, 100);
            SqliteStores.fill(orders, 0, 50);
            assertThat(SqliteStores.files(directory, ".db")).hasSize(1);
            assertThat(users.rows().database()).isSameAs(orders.rows().database());
            assertThat(users.size()).isEqualTo(100);
            assertThat(orders.size()).isEqualTo(50);
        }
    }

    @Test
    void managersHaveDatabasesOfTheirOwn() throws IOException {
        try (SqliteTier one = SqliteStores.open(new RecordingContext("a", "users", new ManualClock()), directory);
                SqliteTier other =
                        SqliteStores.open(new RecordingContext("../A", "users", new ManualClock()), directory)) {
            SqliteStores.fill(one, 0, 10);
            assertThat(other.size()).isZero();
            assertThat(SqliteStores.files(directory, ".db")).hasSize(2);
        }
    }

    @Test
    void destroyDeletesTheRowsOfThatCacheOnlyAndTheLastOneTheFiles() throws Exception {
        SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
        SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory);
        SqliteStores.fill(users, 0, 500);
        SqliteStores.fill(orders, 0, 50);
        users.destroy();
        assertThat(orders.size()).isEqualTo(50);
        assertThat(SqliteStores.value(orders, SqliteStores.key(7))).startsWith("value 7x");
        Database database = orders.rows().database();
        orders.close();
        try (Session session = Driver.connect(SqliteStores.database(directory), false, false)) {
            assertThat(session.number("SELECT count(*) FROM cache_entries")).isEqualTo(50);
            assertThat(session.number("SELECT count(*) FROM dropped")).isZero();
            assertThat(session.number("SELECT entries FROM caches")).isEqualTo(50);
        }
        assertThat(database.isReadOnly()).isFalse();
        SqliteStores.open(new RecordingContext("orders"), directory).destroy();
        assertThat(SqliteStores.files(directory, ""))
                .allMatch(file -> file.toString().endsWith(".lock"));
    }

    @Test
    void pragmasOfANewDatabaseAreThoseThatCount() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.rows().database().<Long>read(session -> session.number("PRAGMA auto_vacuum")))
                    .as("incremental")
                    .isEqualTo(2);
            assertThat(tier.rows().database().<String>read(session -> session.text("PRAGMA journal_mode")))
                    .isEqualTo("wal");
            assertThat(synchronous(tier)).as("normal").isEqualTo(1);
            try (SqliteTier forced =
                    SqliteStores.open(new RecordingContext("forced"), directory, "durability", "fsync")) {
                assertThat(synchronous(forced)).as("full").isEqualTo(2);
            }
        }
    }

    private static long synchronous(SqliteTier tier) throws IOException {
        long[] found = new long[1];
        tier.rows().database().change(session -> {
            found[0] = session.number("PRAGMA synchronous");
            return tier.rows().counters().nothing;
        });
        return found[0];
    }

    @Test
    void countersAreThereAgainAfterClosingAndCountedAfterACrash() throws Exception {
        long bytes;
        try (SqliteTier tier = SqliteStores.open(directory)) {
            SqliteStores.fill(tier, 0, 300);
            SqliteStores.fill(tier, 100, 200);
            tier.delete(SqliteStores.key(7));
            bytes = tier.bytes();
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isEqualTo(299);
            assertThat(tier.bytes()).isEqualTo(bytes);
        }
        SqliteStores.execute(SqliteStores.database(directory), "UPDATE caches SET entries = -1, bytes = -1");
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isEqualTo(299);
            assertThat(tier.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void cacheThatGotTheIdOfAnotherOneReadsNoneOfItsRows() throws Exception {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
                SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            SqliteStores.fill(users, 0, 10);
            SqliteStores.fill(orders, 5, 15);
        }
        SqliteStores.execute(
                SqliteStores.database(directory),
                "UPDATE caches SET name = 'other' WHERE name = 'orders'",
                "UPDATE caches SET name = 'orders' WHERE name = 'users'");
        try (SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            for (int i = 0; i < 15; i++) {
                assertThat(orders.read(SqliteStores.key(i))).as("key %d", i).isNull();
            }
            orders.rows().database().upkeepNow();
            assertThat(orders.size()).isZero();
        }
    }

    @Test
    void clearThatCannotBeCommittedLeavesEverything() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory, "busyTimeout", "50ms")) {
            SqliteStores.fill(tier, 0, 10);
            try (Session other = Driver.connect(SqliteStores.database(directory), false, false)) {
                other.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(tier::clear).isInstanceOf(IOException.class);
                other.execute("ROLLBACK");
            }
            SqliteStores.fill(tier, 10, 20);
            assertThat(tier.size()).isEqualTo(20);
            assertThat(SqliteStores.value(tier, SqliteStores.key(3))).startsWith("value 3x");
            tier.clear();
            SqliteStores.fill(tier, 0, 5);
            assertThat(tier.size()).isEqualTo(5);
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isEqualTo(5);
            assertThat(tier.read(SqliteStores.key(12))).isNull();
        }
    }

    @Test
    void writersShareTheirCommits() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try (SqliteTier tier = SqliteStores.open(directory)) {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < 16; thread++) {
                int own = thread;
                results.add(pool.submit(() -> {
                    for (int i = 0; i < 200; i++) {
                        tier.write(SqliteStores.key(own * 200 + i), SqliteStores.entry("value", i));
                    }
                    return null;
                }));
            }
            for (Future<?> each : results) {
                each.get();
            }
            assertThat(tier.size()).isEqualTo(3_200);
            assertThat(tier.rows().database().commits()).isPositive().isLessThan(3_200);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void closeWritesWhatWaits() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory, "durability", "behind")) {
            for (int i = 0; i < 10_000; i++) {
                tier.write(SqliteStores.key(i), SqliteStores.entry("value " + i, i));
            }
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isEqualTo(10_000);
            assertThat(SqliteStores.value(tier, SqliteStores.key(77))).isEqualTo("value 77");
        }
    }

    @Test
    void directoryOfAnyNameWillDo() throws IOException {
        Path odd = directory.resolve("a b?c=d%41#é");
        try (SqliteTier tier = SqliteStores.open(odd)) {
            SqliteStores.fill(tier, 0, 3);
        }
        try (SqliteTier tier = SqliteStores.open(odd)) {
            assertThat(tier.size()).isEqualTo(3);
        }
        assertThat(new String(Files.readAllBytes(SqliteStores.database(odd)), 0, 15, StandardCharsets.US_ASCII))
                .isEqualTo("SQLite format 3");
    }
}
