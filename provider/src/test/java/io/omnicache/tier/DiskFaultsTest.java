/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.LogCapture;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OnFailure;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real faults of the disk below a whole cache: no operation of the application is lost, no old value comes back, and the cache uses the
 * tier again by itself. What a machine does not allow is skipped, with the reason.
 */
class DiskFaultsTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_126L);

    @TempDir
    Path folder;

    private final LogCapture log = new LogCapture("io.omnicache.tier");

    @AfterEach
    void close() {
        log.close();
    }

    private Path directory() {
        return folder.resolve("store");
    }

    private Map<String, String> options() {
        return Map.of("directory", directory().toString());
    }

    private CheckedCache open(OnFailure onFailure) {
        return new CheckedCache(onFailure, SEED, "file", options());
    }

    /** What the system is told to do: allowed or not. */
    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        if (Stream.of("/usr/bin", "/bin", "/sbin", "/usr/sbin")
                .noneMatch(bin -> Files.exists(Path.of(bin, command[0])))) {
            return false;
        }
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The tier has failed: in the cache's own state and in the bean. */
    private static void assertSeenAsOpen(CheckedCache cache, String reason) throws JMException {
        assertThat(cache.state().breaker()).isEqualTo(Breaker.OPEN);
        assertThat(cache.state().reason())
                .hasValueSatisfying(text -> assertThat(text).contains(reason));
        assertThat(cache.state().failures()).isPositive();
        assertThat(cache.attribute("Breaker")).isEqualTo("OPEN");
        assertThat((String) cache.attribute("Reason")).contains(reason);
        assertThat((Long) cache.attribute("Failures")).isPositive();
    }

    /** The tier is used again, holds all that is put, and gives it to the next process. */
    private void assertRecovered(CheckedCache failed, OnFailure onFailure) throws JMException {
        failed.recover();
        failed.check();
        failed.requireWhole();
        assertThat(failed.refused() > 0).as("operations that threw").isEqualTo(onFailure == OnFailure.FAIL);
        try (CheckedCache again = failed.reopened()) {
            assertThat(again.check()).isEqualTo(CheckedCache.KEYS);
        }
        assertThat(log.messages()).anyMatch(message -> message.contains("tier works again, and is in step"));
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void diskThatIsFull(OnFailure onFailure) throws Exception {
        Files.createDirectories(directory());
        assumeTrue(
                succeeds(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=2m",
                        "tmpfs",
                        directory().toString()),
                "a small file system cannot be mounted here: that needs root");
        try (CheckedCache cache = open(onFailure)) {
            cache.fill();
            Path ballast = directory().resolve("ballast");
            Files.write(ballast, new byte[(int) directory().toFile().getUsableSpace()]);
            cache.putLargeUntilOpen();
            assertSeenAsOpen(cache, "No space left");
            cache.check();
            cache.change(200);
            Files.delete(ballast);
            assertRecovered(cache, onFailure);
        } finally {
            succeeds("umount", directory().toString());
        }
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void directoryThatIsDeletedAndMadeByNobody(OnFailure onFailure) throws Exception {
        try (CheckedCache cache = open(onFailure)) {
            cache.fill();
            delete(directory());
            Files.createFile(directory()); // so that it cannot be made again
            cache.changeUntilOpen();
            assertSeenAsOpen(cache, directory().toString());
            cache.check();
            cache.change(200);
            Files.delete(directory());
            assertRecovered(cache, onFailure);
        }
    }

    /** The tier makes the directory again by itself: it has not even failed. */
    @Test
    void directoryThatIsDeleted() throws Exception {
        try (CheckedCache cache = open(OnFailure.FAIL)) {
            cache.fill();
            delete(directory());
            cache.clock().advance(Duration.ofSeconds(2));
            for (int i = 0; i < 200; i++) {
                cache.change();
                cache.check();
            }
            cache.requireWhole();
            assertThat(cache.state().breaker()).isEqualTo(Breaker.CLOSED);
            try (CheckedCache again = cache.reopened()) {
                assertThat(again.check()).isEqualTo(CheckedCache.KEYS);
            }
        }
    }

    /**
     * Its paths become read-only; what is open can still be written, until the next file has to be made. That is as much as a system
     * allows while files are open for writing.
     */
    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void diskThatIsMountedReadOnlyMeanwhile(OnFailure onFailure) throws Exception {
        Files.createDirectories(directory());
        String path = directory().toString();
        try (CheckedCache cache = open(onFailure)) {
            cache.fill();
            assumeTrue(succeeds("mount", "--bind", path, path), "a directory cannot be mounted here: that needs root");
            try {
                assumeTrue(
                        succeeds("mount", "-o", "remount,bind,ro", path),
                        "a directory cannot be mounted read-only here");
                cache.changeUntilOpen();
                assertSeenAsOpen(cache, "Read-only file system");
                cache.check();
            } finally {
                succeeds("umount", path);
            }
            assertRecovered(cache, onFailure);
        }
    }

    /** A link in the place of the next snapshot leads to a device that is always full. */
    @Test
    void snapshotThatCannotBeWritten() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no " + full);
        try (CheckedCache cache = open(OnFailure.DEGRADE)) {
            cache.fill();
            Path store = files("store.json").get(0).getParent();
            Files.createSymbolicLink(store.resolve("index.snapshot.tmp"), full);
            try (CheckedCache again = cache.reopened()) {
                assertThat(again.check()).isEqualTo(CheckedCache.KEYS);
                again.requireWhole();
            }
            assertThat(log.failures()).anyMatch(failure -> failure.toString().contains("No space left"));
        }
        assertThat(files("index.snapshot")).as("the next one").hasSize(1);
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.endsWith(name)).toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
