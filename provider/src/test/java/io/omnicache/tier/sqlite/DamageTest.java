/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.VersionedEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged databases: a value that is read is the newest one of its key, whatever bits were flipped, and opening never fails.
 * {@code -Domnicache.test.flips=200} makes 200 databases with 52 flips each, and 200 with 3.
 */
class DamageTest {
    private static final int DATABASES = Integer.getInteger("omnicache.test.flips", 20);
    private static final long SEED = Long.getLong("omnicache.test.seed", 0);
    private static final int FLIPS = 52;

    /** So few that SQLite notices nothing in many a database. */
    private static final int FEW = 3;

    private static final int KEYS = VersionedEntries.KEYS;

    @TempDir
    Path folder;

    private Path original;
    private int lost;

    @BeforeEach
    void fill() throws IOException {
        original = folder.resolve("original");
        try (SqliteTier tier = SqliteStores.open(original)) {
            VersionedEntries.fill(tier);
        }
    }

    private static void flip(Path file, int flips, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < flips; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        Files.write(file, bytes);
    }

    private void check(Path directory, String what) throws IOException {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            lost += VersionedEntries.missing(tier, what);
            for (int i = 0; i < KEYS; i += 50) {
                tier.write(SqliteStores.key(i), SqliteStores.entry("written again", 9));
                assertThat(SqliteStores.value(tier, SqliteStores.key(i)))
                        .as("%s: key %d, written after the damage", what, i)
                        .isEqualTo("written again");
                tier.delete(SqliteStores.key(i));
                assertThat(tier.read(SqliteStores.key(i)))
                        .as("%s: key %d", what, i)
                        .isNull();
            }
        }
    }

    @Test
    void noOldOrRemovedOrWrongValueIsRead() throws IOException {
        int aside = 0;
        int flips = 0;
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            for (int i = 0; i < 2 * DATABASES; i++) {
                long seed = SEED + i;
                Path copy = folder.resolve("flipped-" + seed);
                SqliteStores.copy(original, copy);
                int here = i % 2 == 0 ? FLIPS : FEW;
                flips += here;
                flip(SqliteStores.database(copy), here, new Random(seed));
                check(copy, "seed " + seed);
                aside += aside(copy).isEmpty() ? 0 : 1;
                check(copy, "seed " + seed + " opened again");
            }
            System.out.printf(
                    "flips: seeds from %d, databases=%d flips=%d set aside=%d damaged rows at first=%d%n",
                    SEED,
                    2 * DATABASES,
                    flips,
                    aside,
                    log.messages().stream()
                            .filter(each -> each.startsWith("WARNING damaged row"))
                            .count());
        }
        assertThat(lost).as("keys that flips have cost").isPositive();
    }

    private static List<Path> aside(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().contains(".db.aside-")).toList();
        }
    }

    @Test
    void damagedRowIsCountedAndDoesNotComeBack() throws Exception {
        Path database = SqliteStores.database(original);
        SqliteStores.execute(
                database,
                "CREATE TABLE kept AS SELECT id, value FROM cache_entries WHERE id % 100 = 3",
                "UPDATE cache_entries SET value = x'00' WHERE id IN (SELECT id FROM kept)");
        long damaged;
        long size;
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(original)) {
            size = tier.size();
            for (int i = 0; i < KEYS; i++) {
                String read = SqliteStores.value(tier, SqliteStores.key(i));
                assertThat(read == null || read.equals(VersionedEntries.newest(i)))
                        .isTrue();
            }
            damaged = tier.rows().damaged();
            assertThat(damaged).isPositive().isLessThanOrEqualTo(10);
            tier.rows().database().upkeepNow();
            assertThat(tier.size()).isEqualTo(size - damaged);
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("damaged row dropped: "))
                    .isNotEmpty()
                    .allMatch(message -> message.contains("cache=users") && !message.contains("value of"));
        }
        SqliteStores.execute(
                database,
                "UPDATE cache_entries SET value = (SELECT value FROM kept WHERE kept.id = cache_entries.id)"
                        + " WHERE id IN (SELECT id FROM kept)",
                "DROP TABLE kept");
        try (SqliteTier tier = SqliteStores.open(original)) {
            assertThat(tier.size()).isEqualTo(size - damaged);
        }
    }

    @Test
    void whatIsNoDatabaseIsSetAsideAndReported() throws Exception {
        Path database = SqliteStores.database(original);
        Files.writeString(database, "This is a text that is longer than a header. ".repeat(100));
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(original)) {
            assertThat(tier.size()).isZero();
            tier.write(SqliteStores.key(1), SqliteStores.entry("new", 1));
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("new");
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("sqlite tier set aside"))
                    .hasSize(1)
                    .allMatch(message -> message.contains(database.toString()) && message.contains(".aside-"));
        }
        assertThat(aside(original)).hasSize(1);
        assertThat(Files.readString(aside(original).get(0))).startsWith("This is a text");
    }

    /** A page is lost while the database is open: all of its caches go on with a new one. */
    @Test
    void databaseThatIsFoundDamagedLaterIsSetAside() throws Exception {
        Path database = SqliteStores.database(original);
        long page;
        try (Session session = Driver.connect(database, false, false)) {
            page = session.number("SELECT rootpage FROM sqlite_master WHERE name = 'cache_entries'");
        }
        byte[] bytes = Files.readAllBytes(database);
        for (int i = 0; i < 4096; i++) {
            bytes[(int) (page - 1) * 4096 + i] = (byte) 0xa5;
        }
        Files.write(database, bytes);
        try (SqliteTier tier = SqliteStores.open(original);
                SqliteTier others = SqliteStores.open(new RecordingContext("others"), original)) {
            for (int i = 0; i < KEYS; i++) {
                assertThat(tier.read(SqliteStores.key(i))).isNull();
            }
            assertThat(aside(original)).hasSize(1);
            others.write(SqliteStores.key(1), SqliteStores.entry("other", 1));
            tier.write(SqliteStores.key(1), SqliteStores.entry("new", 1));
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("new");
            assertThat(SqliteStores.value(others, SqliteStores.key(1))).isEqualTo("other");
            assertThat(tier.size()).isEqualTo(1);
        }
        try (SqliteTier tier = SqliteStores.open(original)) {
            assertThat(tier.size()).isEqualTo(1);
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("new");
        }
    }

    /** What a crash leaves has a log (WAL): damage in it costs what was written last, and nothing else. */
    @Test
    void damagedLogGivesNoValueThatWasNeverWritten() throws Exception {
        Path crashed = crashed();
        for (int seed = 0; seed < 10; seed++) {
            Path copy = folder.resolve("log-" + seed);
            SqliteStores.copy(crashed, copy);
            flip(SqliteStores.files(copy, "-wal").get(0), FLIPS, new Random(seed));
            try (SqliteTier tier = SqliteStores.open(copy)) {
                for (int i = 0; i < KEYS; i++) {
                    String read = SqliteStores.value(tier, SqliteStores.key(i));
                    assertThat(read == null
                                    || read.equals(VersionedEntries.newest(i))
                                    || read.equals(VersionedEntries.later(i)))
                            .as("seed %d key %d: %s", seed, i, read)
                            .isTrue();
                }
            }
        }
    }

    /** Copies a database that is open and has changes in its log. */
    private Path crashed() throws IOException {
        try (SqliteTier tier = SqliteStores.open(original)) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(SqliteStores.key(i), SqliteStores.entry(VersionedEntries.later(i), VersionedEntries.LATER));
            }
            for (int tries = 0; ; tries++) {
                Path crashed = folder.resolve("crashed-" + tries);
                tier.rows()
                        .database()
                        .change(
                                session -> { // nobody writes while it is copied
                                    copy(original, crashed);
                                    return tier.rows().counters().nothing;
                                });
                if (Files.size(SqliteStores.files(crashed, "-wal").get(0)) > 0) {
                    return crashed;
                }
                tier.write(SqliteStores.key(1), SqliteStores.entry(VersionedEntries.later(1), VersionedEntries.LATER));
            }
        }
    }

    /* Reading the files of an open database drops its locks on them, which nobody else wants here. */
    private static void copy(Path from, Path to) {
        try {
            SqliteStores.copy(from, to);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesOfCachesAreWrittenAsText() {
        assertThat(CacheName.written("users")).isEqualTo("users");
        assertThat(CacheName.written("ü\u0000\\\ud800"))
                .isEqualTo("ü\\u0000\\u005c\\ud800")
                .isEqualTo(new String(
                        CacheName.written("ü\u0000\\\ud800").getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
