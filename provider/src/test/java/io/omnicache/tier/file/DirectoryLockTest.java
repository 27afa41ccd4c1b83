/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.local.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process per directory, and one store object in it. */
class DirectoryLockTest {
    @TempDir
    Path directory;

    /** Another process: opens the directory, says what came of it, and ends when its input does. */
    public static final class Opener {
        public static void main(String[] arguments) throws IOException {
            try (FileTier tier = Stores.open(Path.of(arguments[0]), "readOnly", arguments[1])) {
                System.out.println("opened with " + tier.size() + ", a is " + Stores.value(tier, Stores.key("a")));
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
                .redirectErrorStream(true)
                .start();
    }

    private static String firstLine(Process process) throws IOException {
        return process.inputReader().readLine();
    }

    private String answer(boolean readOnly) throws Exception {
        Process process = start(readOnly);
        String answer = firstLine(process);
        process.outputWriter().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return answer;
    }

    @Test
    void otherProcessIsToldWhoHasIt() throws Exception {
        try (FileTier tier = Stores.open(directory)) {
            tier.write(Stores.key("a"), Stores.entry("value", 1));
            assertThat(answer(false))
                    .startsWith("failed: ")
                    .contains("in use by process " + ProcessHandle.current().pid(), "readOnly");
        }
        assertThat(answer(false)).isEqualTo("opened with 1, a is value");
    }

    @Test
    void otherProcessMayLookReadOnly() throws Exception {
        try (FileTier tier = Stores.open(directory)) {
            tier.write(Stores.key("a"), Stores.entry("value", 1));
            assertThat(answer(true)).isEqualTo("opened with 1, a is value");
            tier.write(Stores.key("a"), Stores.entry("new", 2));
            assertThat(answer(true)).isEqualTo("opened with 1, a is new");
        }
    }

    /** Closing any channel on the file would drop the lock: opening other caches, read-only ones and failing ones must not. */
    @Test
    void lockHoldsWhateverElseIsOpenedInThisProcess() throws Exception {
        try (FileTier tier = Stores.open(directory)) {
            Stores.open(new RecordingContext("others"), directory).close();
            Stores.open(directory, "readOnly", "true").close();
            assertThatThrownBy(() -> Stores.open(directory, "entries", "5")).hasMessageContaining("other options");
            assertThatThrownBy(() -> ProcessLock.acquire("it", directory.resolve(Home.LOCK)))
                    .hasMessageContaining("in use in this process");
            assertThat(answer(false)).startsWith("failed: ");
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void holderIsAnotherProcess() throws Exception {
        Process holder = start(false);
        assertThat(firstLine(holder)).startsWith("opened with 0");
        assertThatThrownBy(() -> Stores.open(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use by process " + holder.pid());
        holder.destroyForcibly().waitFor();
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void interruptedThreadGetsTheLockAndStaysInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try (FileTier tier = Stores.open(directory)) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(tier.size()).isZero();
        }
    }

    @Test
    void readOnlyTierChangesNothingOnDisk() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            tier.write(Stores.key("a"), Stores.entry("value", 1));
        }
        var before = Stores.files(directory, "");
        try (FileTier tier = Stores.open(directory, "readOnly", "true")) {
            assertThat(Stores.value(tier, Stores.key("a"))).isEqualTo("value");
            assertThatThrownBy(() -> tier.write(Stores.key("b"), Stores.entry("value", 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("read-only");
            assertThatThrownBy(() -> tier.delete(Stores.key("a"))).isInstanceOf(IOException.class);
            assertThatThrownBy(tier::clear).isInstanceOf(IOException.class);
            tier.destroy();
        }
        assertThat(Stores.files(directory, "")).isEqualTo(before);
    }

    @Test
    void readOnlyDirectoryThatIsNotThereIsEmptyAndStaysAway() throws IOException {
        Path nowhere = directory.resolve("nowhere");
        try (FileTier tier = Stores.open(nowhere, "readOnly", "true")) {
            assertThat(tier.size()).isZero();
            assertThat(tier.read(Stores.key("a"))).isNull();
        }
        assertThat(Files.exists(nowhere)).isFalse();
    }

    @Test
    void cachesOfOneNameInManagersOfOneUriShareTheirStore() throws IOException {
        RecordingContext one = new RecordingContext("users");
        RecordingContext two = new RecordingContext("users");
        FileTier first = Stores.open(one, directory, "entries", "10");
        FileTier second = Stores.open(two, directory, "entries", "10");
        first.write(Stores.key("a"), Stores.entry("value", 1));
        assertThat(Stores.value(second, Stores.key("a"))).isEqualTo("value");
        first.close();
        two.hold(Stores.key("a"));
        for (int i = 0; i < 30; i++) {
            second.write(Stores.key(i), Stores.entry("value", 1));
        }
        assertThat(Stores.value(second, Stores.key("a"))).isEqualTo("value");
        assertThat(two.evictedKeys()).hasSize(21);
        assertThat(one.evictedKeys()).isEmpty();
        second.close();
    }

    @Test
    void destroyDeletesTheFilesOfThatCacheOnly() throws IOException {
        FileTier users = Stores.open(directory);
        FileTier others = Stores.open(new RecordingContext("others"), directory);
        users.write(Stores.key("a"), Stores.entry("value", 1));
        others.write(Stores.key("a"), Stores.entry("value", 1));
        users.destroy();
        assertThat(Stores.segments(directory)).hasSize(1);
        others.destroy();
        assertThat(Stores.files(directory, "")).containsExactly(directory, directory.resolve(Home.LOCK));
    }
}
