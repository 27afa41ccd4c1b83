/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One database and its caches. */
class DatabaseTest {
    private static final String FILLER = "x".repeat(1_000);

    @TempDir
    Path directory;

    private static void fill(SqliteTier tier, int from, int to) throws IOException {
        Map<TierKey, TierRecord> all = new HashMap<>();
        for (int i = from; i < to; i++) {
            all.put(SqliteStores.key(i), SqliteStores.entry("value " + i + FILLER, i));
        }
        tier.writeAll(all);
    }

    @Test
    void cachesOfAManagerShareOneDatabase() throws IOException {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
                SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            fill(users, 0, 100);
            fill(orders, 0, 50);
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
            fill(one, 0, 10);
            assertThat(other.size()).isZero();
            assertThat(SqliteStores.files(directory, ".db")).hasSize(2);
        }
    }

    @Test
    void destroyDeletesTheRowsOfThatCacheOnlyAndTheLastOneTheFiles() throws Exception {
        SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
        SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory);
        fill(users, 0, 500);
        fill(orders, 0, 50);
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
            fill(tier, 0, 300);
            fill(tier, 100, 200);
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
    void olderSchemaIsMigrated() throws Exception {
        Path file = directory.resolve("old.db");
        byte[] key = SqliteStores.key(1).bytes();
        TierRecord entry = SqliteStores.entry("old value", 3);
        try (Session session = Driver.connect(file, true, false)) {
            assertThat(Schema.migrate(session, 1)).isZero();
            session.execute("INSERT INTO caches (id, manager, name) VALUES (5, 'omnicache:tests', 'users')");
            var insert = session.statement(
                    "INSERT INTO cache_entries (id, cache, key, created, accessed, version, crc, value)" + " VALUES ("
                            + ((5L << Schema.CACHE_SHIFT) + 1) + ", 5, ?, 1000, 2000, 3, ?, ?)");
            insert.setBytes(1, key);
            insert.setLong(2, Checks.of(new CacheName("omnicache:tests", "users").mark() ^ 5, key, entry));
            insert.setBytes(3, entry.value());
            insert.executeUpdate();
        }
        try (SqliteTier tier = (SqliteTier)
                new SqliteTierFactory().open(new RecordingContext("users"), Map.of("file", file.toString()))) {
            assertThat(tier.size()).isEqualTo(1);
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("old value");
            fill(tier, 2, 10);
            assertThat(tier.size()).isEqualTo(9);
        }
        try (Session session = Driver.connect(file, false, false)) {
            assertThat(session.number("PRAGMA user_version")).isEqualTo(Schema.VERSION);
            assertThat(session.number("PRAGMA application_id")).isEqualTo(Schema.APPLICATION);
        }
    }

    @Test
    void cacheThatGotTheIdOfAnotherOneReadsNoneOfItsRows() throws Exception {
        try (SqliteTier users = SqliteStores.open(new RecordingContext("users"), directory);
                SqliteTier orders = SqliteStores.open(new RecordingContext("orders"), directory)) {
            fill(users, 0, 10);
            fill(orders, 5, 15);
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
            fill(tier, 0, 10);
            try (Session other = Driver.connect(SqliteStores.database(directory), false, false)) {
                other.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(tier::clear).isInstanceOf(IOException.class);
                other.execute("ROLLBACK");
            }
            fill(tier, 10, 20);
            assertThat(tier.size()).isEqualTo(20);
            assertThat(SqliteStores.value(tier, SqliteStores.key(3))).startsWith("value 3x");
            tier.clear();
            fill(tier, 0, 5);
            assertThat(tier.size()).isEqualTo(5);
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isEqualTo(5);
            assertThat(tier.read(SqliteStores.key(12))).isNull();
        }
    }

    @Test
    void databaseOfALaterReleaseIsSetAside() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            fill(tier, 0, 10);
        }
        SqliteStores.execute(SqliteStores.database(directory), "PRAGMA user_version = 99");
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isZero();
            fill(tier, 0, 10);
        }
        assertThat(Files.list(directory).filter(file -> file.toString().contains(".aside-")))
                .hasSize(1);
    }

    @Test
    void databaseOfSomethingElseIsNotTouched() throws Exception {
        Path file = directory.resolve("theirs.db");
        SqliteStores.execute(file, "CREATE TABLE invoices (id INTEGER)", "INSERT INTO invoices VALUES (1)");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() ->
                        new SqliteTierFactory().open(new RecordingContext("users"), Map.of("file", file.toString())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("something else than OmniCache");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void fileShrinksWhenEntriesGo() throws Exception {
        long full;
        try (SqliteTier tier = SqliteStores.open(directory)) {
            fill(tier, 0, 5_000);
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
            fill(tier, 0, 5_000);
            tier.clear();
            upkeep(tier);
            assertThat(Files.size(SqliteStores.database(directory))).isLessThan(full / 10);
            fill(tier, 0, 5_000);
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
            long longest = 0;
            for (int round = 0; round < 60; round++) {
                fill(tier, 0, 2_000);
                longest = Math.max(longest, Files.size(log));
            }
            assertThat(longest).isPositive().isLessThan(100L << 20);
        }
    }

    @Test
    void boundInBytesIsKept() throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory, "bytes", "1MiB")) {
            for (int i = 0; i < 3_000; i++) {
                tier.write(SqliteStores.key(i), SqliteStores.entry(i + FILLER, i));
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
            fill(tier, 0, 3);
        }
        try (SqliteTier tier = SqliteStores.open(odd)) {
            assertThat(tier.size()).isEqualTo(3);
        }
        assertThat(new String(Files.readAllBytes(SqliteStores.database(odd)), 0, 15, StandardCharsets.US_ASCII))
                .isEqualTo("SQLite format 3");
    }
}
