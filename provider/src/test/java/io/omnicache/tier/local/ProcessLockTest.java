/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted beside a lock, for who holds it next. */
class ProcessLockTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameIt() {
        file = folder.resolve("lock");
    }

    private ProcessLock acquire() throws IOException {
        return ProcessLock.acquire("it", file);
    }

    @Test
    void notesStayUntilTheyAreForgotten() throws IOException {
        try (ProcessLock lock = acquire()) {
            lock.note("users of urn:a");
            lock.note("orders of urn:a");
            lock.note("users of urn:a");
            assertThat(lock.isNoted("users of urn:a")).isTrue();
            assertThat(lock.isNoted("users of urn:b")).isFalse();
        }
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("users of urn:a")).isTrue();
            assertThat(lock.isNoted("orders of urn:a")).isTrue();
            lock.forget("users of urn:a");
            lock.forget("nothing");
        }
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("users of urn:a")).isFalse();
            assertThat(lock.isNoted("orders of urn:a")).isTrue();
        }
        assertThat(Files.readAllLines(file).get(0))
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
    }

    /** So that a note needs no room where the disk is full. */
    @Test
    void theFileDoesNotGrowWithItsFirstNotes() throws IOException {
        try (ProcessLock lock = acquire()) {
            long before = Files.size(file);
            for (int i = 0; i < 200; i++) {
                lock.note("cache " + i);
            }
            assertThat(Files.size(file)).isEqualTo(before);
            for (int i = 200; i < 1_000; i++) {
                lock.note("cache " + i);
            }
        }
        try (ProcessLock lock = acquire()) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(lock.isNoted("cache " + i)).isTrue();
            }
        }
    }

    @Test
    void theFileHasRoomForTheNotesOfAllThatAreExpected() throws IOException {
        try (ProcessLock lock = acquire()) {
            for (int i = 0; i < 1_000; i++) {
                lock.makeRoom("cache " + i);
            }
            lock.note("cache 7");
            long before = Files.size(file);
            assertThat(before).isLessThan(100_000);
            for (int i = 0; i < 1_000; i++) {
                lock.note("cache " + i);
            }
            assertThat(Files.size(file)).isEqualTo(before);
        }
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("cache 999")).isTrue();
        }
    }

    /** An interrupt closes channels, and with it the lock would go. */
    @Test
    void interruptedThreadsNoteAndKeepTheLock() throws IOException {
        try (ProcessLock lock = acquire()) {
            Thread.currentThread().interrupt();
            lock.note("one");
            assertThat(Thread.interrupted()).isTrue();
            lock.note("two");
            lock.forget("one");
        }
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("one")).isFalse();
            assertThat(lock.isNoted("two")).isTrue();
        }
    }

    @Test
    void aLockThatIsTakenAgainKeepsItsNotes() throws IOException {
        try (ProcessLock lock = acquire()) {
            lock.note("one");
            Files.delete(file);
            assertThat(lock.isThere()).isFalse();
            lock.renew();
            assertThat(lock.isNoted("one")).isTrue();
        }
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("one")).isTrue();
        }
    }

    /** As an earlier release has left it: a process id and nothing else; or what nobody has written. */
    @Test
    void whatIsNoNoteIsLeftOut() throws IOException {
        Files.writeString(file, "4711\nnonsense\n0123456789abcdef\n");
        try (ProcessLock lock = acquire()) {
            assertThat(lock.isNoted("nonsense")).isFalse();
            lock.note("one");
        }
        assertThat(Files.readAllLines(file)).doesNotContain("4711", "nonsense").contains("0123456789abcdef");
    }

    /** What has failed after it was written may stand there after a crash, or not. */
    @Test
    void aNoteThatFailedCountsAsNotedAndIsWrittenAgainWithTheNext() throws IOException {
        AtomicBoolean failing = new AtomicBoolean();
        try (ProcessLock lock = ProcessLock.acquire("it", file, opened -> force(opened, failing.get()))) {
            lock.note("one");
            failing.set(true);
            assertThatThrownBy(() -> lock.forget("one")).hasMessageContaining("the disk");
            assertThat(lock.isNoted("one")).isTrue();
            failing.set(false);
            Files.write(file, " ".repeat((int) Files.size(file)).getBytes(StandardCharsets.US_ASCII));
            lock.note("one");
            assertThat(noted()).as("it is written, though it was noted").hasSize(1);

            failing.set(true);
            assertThatThrownBy(() -> lock.note("two")).hasMessageContaining("the disk");
            assertThat(lock.isNoted("two")).isTrue();
            failing.set(false);
            lock.forget("two");
            assertThat(noted()).hasSize(1);
            lock.forget("three");
            assertThat(lock.isNoted("one")).isTrue();
        }
    }

    private static void force(RandomAccessFile opened, boolean fails) throws IOException {
        opened.getFD().sync();
        if (fails) {
            throw new IOException("the disk is gone");
        }
    }

    private List<String> noted() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("[0-9a-f]{16}"))
                .toList();
    }

    @Test
    void whatIsNotedIsSeenWithoutTheLock() throws IOException {
        assertThat(ProcessLock.isNoted("it", file, "one")).isFalse();
        try (ProcessLock lock = acquire()) {
            lock.note("one");
            assertThat(ProcessLock.isNoted("it", file, "one")).isTrue();
            assertThat(ProcessLock.isNoted("it", file, "two")).isFalse();
        }
        assertThat(ProcessLock.isNoted("it", file, "one")).isTrue();
        try (ProcessLock lock = acquire()) {
            lock.forget("one");
        }
        assertThat(ProcessLock.isNoted("it", file, "one")).isFalse();
    }
}
