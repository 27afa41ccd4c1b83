/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that was not closed in order is looked through in the background. */
class CheckTest {
    private static final int KEYS = 2_000;
    private static final int PAGE = 4_096;

    @TempDir
    Path folder;

    private Path crashed;

    /** Leaves a copy of a database that is open, all of it in the file, with an empty log. */
    @BeforeEach
    void fill() throws Exception {
        crashed = folder.resolve("crashed");
        Path open = folder.resolve("open");
        try (SqliteTier tier = SqliteStores.open(open)) {
            tier.writeAll(IntStream.range(0, KEYS)
                    .boxed()
                    .collect(Collectors.toMap(SqliteStores::key, i -> SqliteStores.entry("value " + i, i))));
            tier.rows().database().upkeepNow();
            SqliteStores.copy(open, crashed);
        }
        assertThat(SqliteStores.files(crashed, "-wal")).hasSize(1);
    }

    private void damage(String table) throws Exception {
        Path database = SqliteStores.database(crashed);
        Path copy = folder.resolve("copy.db");
        Files.copy(database, copy);
        long page;
        try (Session session = Driver.connect(copy, false, false)) {
            page = session.number("SELECT max(pageno) FROM dbstat WHERE pagetype = 'leaf' AND name = '" + table + "'");
        }
        byte[] bytes = Files.readAllBytes(database);
        for (int i = 0; i < PAGE; i++) {
            bytes[(int) (page - 1) * PAGE + i] = (byte) 0xa5;
        }
        Files.write(database, bytes);
    }

    private static boolean isSetAside(LogCapture log) {
        return log.messages().stream().anyMatch(message -> message.contains("sqlite tier set aside"));
    }

    @Test
    void damageThatNobodyHasMetIsFoundAndTheCachesGoOn() throws Exception {
        damage("ix_accessed"); // which no read of an entry uses
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(crashed)) {
            Eventually.await("it is set aside", () -> isSetAside(log));
            tier.write(SqliteStores.key(1), SqliteStores.entry("new", 1));
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("new");
            assertThat(tier.size()).isEqualTo(1);
            assertThat(tier.figures().damaged()).isEqualTo(1);
            assertThat(log.messages())
                    .anyMatch(message -> message.startsWith("INFO sqlite tier opened, and is checked")
                            && message.contains("closedInOrder=false"));
        }
        try (SqliteTier tier = SqliteStores.open(crashed)) {
            assertThat(tier.size()).isEqualTo(1);
        }
    }

    @Test
    void soundDatabaseIsLeftAsItIs() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(crashed)) {
            Eventually.await(
                    "it was checked",
                    () -> log.messages().stream()
                            .anyMatch(message -> message.contains("sqlite tier checked, it is sound")));
            assertThat(tier.size()).isEqualTo(KEYS);
            assertThat(isSetAside(log)).isFalse();
        }
    }

    @Test
    void databaseThatWasClosedInOrderIsNotChecked() throws Exception {
        SqliteStores.open(crashed).close();
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(crashed)) {
            assertThat(tier.size()).isEqualTo(KEYS);
            assertThat(log.messages()).noneMatch(message -> message.contains("check"));
        }
    }

    /** Whatever is at work: opening, changes, the check, closing. */
    @Test
    void closingDoesNotWaitForTheCheckAndDoesNotFail() throws IOException {
        List<Path> copies = IntStream.range(0, 20)
                .mapToObj(i -> folder.resolve("copy-" + i))
                .toList();
        for (Path copy : copies) {
            SqliteStores.copy(crashed, copy);
            try (LogCapture log = new LogCapture("io.omnicache.tier")) {
                try (SqliteTier tier = SqliteStores.open(copy)) {
                    tier.writeAll(Map.of(SqliteStores.key(1), SqliteStores.entry("new", 1)));
                }
                assertThat(log.messages()).noneMatch(message -> message.startsWith("WARNING"));
            }
        }
    }
}
