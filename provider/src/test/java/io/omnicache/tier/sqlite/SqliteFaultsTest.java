/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.ChildJvm;
import io.omnicache.LogCapture;
import io.omnicache.tier.InterruptedWriters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Disks that are full, others that lock the database, threads that are interrupted. */
class SqliteFaultsTest {
    private static final String FILLER = "x".repeat(1_000);

    @TempDir
    Path directory;

    /** Writes until that fails, says how often it did not, reads all again, and ends without closing. */
    public static final class FillingProgram {
        public static void main(String[] arguments) throws IOException {
            SqliteTier tier = SqliteStores.open(Path.of(arguments[0]));
            int written = 0;
            String failure = null;
            while (failure == null) {
                try {
                    tier.write(SqliteStores.key(written), SqliteStores.entry(written + FILLER, written));
                    written++;
                } catch (IOException e) {
                    failure = e.getMessage();
                }
            }
            int read = 0;
            for (int i = 0; i < written; i++) {
                read += (i + FILLER).equals(SqliteStores.value(tier, SqliteStores.key(i))) ? 1 : 0;
            }
            System.out.println(written + " " + read + " " + failure);
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void whatWasWrittenBeforeTheLimitOfTheFileIsThereAfterIt() throws Exception {
        Path shell = Path.of("/bin/bash");
        assumeTrue(Files.isExecutable(shell), "no shell that limits the size of files");
        List<String> command = new ArrayList<>(List.of(shell.toString(), "-c", "ulimit -f 3000; exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.command(FillingProgram.class, directory));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = process.inputReader().readLine();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(answer)
                .as("what was written, what was read, and why it ended")
                .isNotNull();
        String[] said = answer.split(" ", 3);
        int written = Integer.parseInt(said[0]);
        assertThat(written).isGreaterThan(100);
        assertThat(said[1]).as("read again, after: %s", said[2]).isEqualTo(said[0]);
        try (SqliteTier tier = SqliteStores.open(directory)) {
            for (int i = 0; i < written; i++) {
                assertThat(SqliteStores.value(tier, SqliteStores.key(i))).isEqualTo(i + FILLER);
            }
            tier.write(SqliteStores.key(-1), SqliteStores.entry("more", 1));
            assertThat(tier.size()).isBetween((long) written + 1, (long) written + 2);
        }
    }

    /** Lets the database grow by 50 pages only, for as long as the connection is open. */
    private static void limit(SqliteTier tier) throws IOException {
        tier.rows().database().change(session -> {
            session.number("PRAGMA max_page_count = " + (session.number("PRAGMA page_count") + 50));
            return tier.rows().counters().nothing;
        });
    }

    @Test
    void writesFailWhileTheDatabaseIsFullAndWorkAfterIt() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                SqliteTier tier = SqliteStores.open(directory, "busyTimeout", "20ms");
                Session reader = Driver.connect(SqliteStores.database(directory), false, false)) {
            tier.write(SqliteStores.key(0), SqliteStores.entry("first", 1));
            reader.execute("BEGIN"); // so that emptying the log makes no room
            reader.number("SELECT count(*) FROM caches");
            limit(tier);
            int written = 1;
            IOException failure = null;
            while (failure == null) {
                try {
                    tier.write(SqliteStores.key(written), SqliteStores.entry(FILLER, written));
                    written++;
                    assertThat(written).isLessThan(1_000);
                } catch (IOException e) {
                    failure = e;
                }
            }
            reader.execute("COMMIT");
            assertThat(failure).hasMessageContaining("database or disk is full");
            assertThat(tier.size()).isEqualTo(written);
            assertThat(tier.read(SqliteStores.key(written))).isNull();
            for (int i = written; i < 500; i++) { // by another connection
                tier.write(SqliteStores.key(i), SqliteStores.entry(FILLER, i));
            }
            assertThat(tier.size()).isEqualTo(500);
            assertThat(SqliteStores.value(tier, SqliteStores.key(0))).isEqualTo("first");
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("committing"))
                    .hasSize(2);
        }
    }

    /** As by a log that has taken all the room there is: nobody notices. */
    @Test
    void changeForWhichEmptyingTheLogMakesRoomIsTriedAgain() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            tier.write(SqliteStores.key(0), SqliteStores.entry("first", 1));
            limit(tier);
            for (int i = 1; i < 500; i++) {
                tier.write(SqliteStores.key(i), SqliteStores.entry(FILLER, i));
            }
            assertThat(tier.size()).isEqualTo(500);
            assertThat(SqliteStores.value(tier, SqliteStores.key(0))).isEqualTo("first");
            assertThat(tier.figures().damaged()).isZero();
        }
    }

    @Test
    void lockOfSomebodyElseIsWaitedForAndThenReported() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory, "busyTimeout", "100ms")) {
            tier.write(SqliteStores.key(1), SqliteStores.entry("value", 1));
            try (Session other = Driver.connect(SqliteStores.database(directory), false, false)) {
                other.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> tier.write(SqliteStores.key(2), SqliteStores.entry("value", 1)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("BUSY");
                assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("value");
                other.execute("ROLLBACK");
            }
            tier.write(SqliteStores.key(2), SqliteStores.entry("value", 1));
            assertThat(tier.size()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"os, 1000", "behind, 2000"})
    void operationsOfInterruptedThreadsAreDone(String durability, int rounds) throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory, "durability", durability)) {
            InterruptedWriters.run(tier, rounds);
        }
        try (SqliteTier tier = SqliteStores.open(directory)) {
            InterruptedWriters.check(tier);
        }
    }
}
