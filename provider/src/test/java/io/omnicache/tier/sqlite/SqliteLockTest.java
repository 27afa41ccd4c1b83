/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process per database, and one object for it in that. */
class SqliteLockTest {
    @TempDir
    Path directory;

    /** Another process: opens the database, says what came of it, and ends when its input does. */
    public static final class Opener {
        public static void main(String[] arguments) throws IOException {
            try (SqliteTier tier = SqliteStores.open(Path.of(arguments[0]), "readOnly", arguments[1])) {
                System.out.println(
                        "opened with " + tier.size() + ", 1 is " + SqliteStores.value(tier, SqliteStores.key(1)));
                System.in.read();
            } catch (IOException e) {
                System.out.println("failed: " + e.getMessage());
            }
        }
    }

    private Process start(boolean readOnly) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Opener.class.getName(),
                        directory.toString(),
                        Boolean.toString(readOnly))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private String answer(boolean readOnly) throws Exception {
        Process process = start(readOnly);
        String answer = process.inputReader().readLine();
        process.outputWriter().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    @Test
    void otherProcessIsToldWhoHasIt() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            tier.write(SqliteStores.key(1), SqliteStores.entry("value", 1));
            assertThat(answer(false))
                    .startsWith("failed: ")
                    .contains("in use by process " + ProcessHandle.current().pid(), "readOnly");
        }
        assertThat(answer(false)).isEqualTo("opened with 1, 1 is value");
    }

    @Test
    void otherProcessMayLookReadOnly() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            tier.write(SqliteStores.key(1), SqliteStores.entry("value", 1));
            assertThat(answer(true)).isEqualTo("opened with 1, 1 is value");
            tier.write(SqliteStores.key(1), SqliteStores.entry("new", 2));
            assertThat(answer(true)).isEqualTo("opened with 1, 1 is new");
        }
    }

    @Test
    void holderIsAnotherProcess() throws Exception {
        Process holder = start(false);
        assertThat(holder.inputReader().readLine()).startsWith("opened with 0");
        assertThatThrownBy(() -> SqliteStores.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by process " + holder.pid());
        holder.destroyForcibly().waitFor();
        try (SqliteTier tier = SqliteStores.open(directory)) {
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void lockHoldsWhateverElseIsOpenedInThisProcess() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            SqliteStores.open(new RecordingContext("others"), directory).close();
            SqliteStores.open(directory, "readOnly", "true").close();
            assertThatThrownBy(() -> SqliteStores.open(directory, "entries", "5"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("other options");
            assertThatThrownBy(() -> SqliteStores.open(new RecordingContext("others"), directory, "busyTimeout", "1s"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("busyTimeout");
            assertThat(answer(false)).startsWith("failed: ");
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void readOnlyTierChangesNothing() throws Exception {
        try (SqliteTier tier = SqliteStores.open(directory)) {
            tier.write(SqliteStores.key(1), SqliteStores.entry("value", 1));
        }
        byte[] before = Files.readAllBytes(SqliteStores.database(directory));
        try (SqliteTier tier = SqliteStores.open(directory, "readOnly", "true")) {
            assertThat(SqliteStores.value(tier, SqliteStores.key(1))).isEqualTo("value");
            assertThat(tier.size()).isEqualTo(1);
            assertThat(tier.bytes()).isPositive();
            assertThatThrownBy(() -> tier.write(SqliteStores.key(2), SqliteStores.entry("value", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> tier.delete(SqliteStores.key(1))).isInstanceOf(IOException.class);
            assertThatThrownBy(tier::clear).isInstanceOf(IOException.class);
            tier.destroy();
        }
        assertThat(Files.readAllBytes(SqliteStores.database(directory))).isEqualTo(before);
    }

    @Test
    void readOnlyDatabaseThatIsNotThereIsEmptyAndStaysAway() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        try (SqliteTier tier = SqliteStores.open(nowhere, "readOnly", "true")) {
            assertThat(tier.size()).isZero();
            assertThat(tier.read(SqliteStores.key(1))).isNull();
        }
        assertThat(Files.exists(nowhere)).isFalse();
    }

    @Test
    void cachesOfOneNameInManagersOfOneUriShareTheirRows() throws IOException {
        RecordingContext one = new RecordingContext("users");
        RecordingContext two = new RecordingContext("users");
        SqliteTier first = SqliteStores.open(one, directory, "entries", "10");
        SqliteTier second = SqliteStores.open(two, directory, "entries", "10");
        first.write(SqliteStores.key(-1), SqliteStores.entry("value", 1));
        assertThat(SqliteStores.value(second, SqliteStores.key(-1))).isEqualTo("value");
        first.close();
        two.hold(SqliteStores.key(-1));
        for (int i = 0; i < 30; i++) {
            second.write(SqliteStores.key(i), SqliteStores.entry("value", 1));
        }
        assertThat(SqliteStores.value(second, SqliteStores.key(-1))).isEqualTo("value");
        assertThat(two.evictedKeys()).hasSize(21);
        assertThat(one.evictedKeys()).isEmpty();
        second.close();
    }
}
