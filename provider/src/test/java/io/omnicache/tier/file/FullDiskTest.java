/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk on which much is dead: cleaning makes room of that, though it is not due, and though it needs room itself. */
class FullDiskTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_129L);
    private static final int KEYS = 800;
    private static final String FILLER = "x".repeat(700);

    @TempDir
    Path directory;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = Files.isExecutable(Path.of("/bin/mount"))
                && new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", directory.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
        assumeTrue(mounted, "a small file system cannot be mounted here: that needs root");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            new ProcessBuilder("umount", directory.toString()).start().waitFor();
        }
    }

    private FileTier open() throws IOException {
        return Stores.open(directory, "overhead", "100");
    }

    private static void put(FileTier tier, int key, int version) throws IOException {
        tier.write(Stores.key(key), Stores.entry(version + " of " + key + FILLER, version));
    }

    private static void check(FileTier tier, int... versions) throws IOException {
        for (int key = 0; key < versions.length; key++) {
            assertThat(Stores.value(tier, Stores.key(key)))
                    .as("key %d", key)
                    .isEqualTo(versions[key] + " of " + key + FILLER);
        }
    }

    /** Somebody else takes all that is free. */
    private Path fill(long butFor) throws IOException {
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[(int) (directory.toFile().getUsableSpace() - butFor)]);
        return ballast;
    }

    private static int cleaned(FileTier tier) {
        return tier.shards().stream()
                .mapToInt(each -> (int) each.cleaner().cleaned())
                .sum();
    }

    private void awaitReserve() {
        Eventually.await("there is a reserve", () -> {
            try {
                return Stores.files(directory, Reserve.NAME).stream()
                        .anyMatch(file -> file.toFile().length() >= Log.SMALLEST_SEGMENT * 5 / 4); // all of it
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void changesGoOnWhereDeadLinesGiveRoom() throws IOException {
        int[] versions = new int[KEYS];
        Random random = new Random(SEED);
        try (FileTier tier = open()) {
            for (int key = 0; key < KEYS; key++) {
                put(tier, key, 0);
            }
            awaitReserve();
            for (int i = 1; i <= 30_000; i++) { // four times the disk
                int key = random.nextInt(KEYS);
                versions[key] = i;
                put(tier, key, i);
            }
            assertThat(cleaned(tier)).isPositive();
            check(tier, versions);
        }
        for (int round = 0; round < 2; round++) {
            try (FileTier tier = open()) {
                assertThat(tier.report().isClean()).isTrue();
                check(tier, versions);
            }
            Stores.forgetSnapshots(directory);
        }
    }

    /** No file is without any entry, and nothing is free: without a reserve nothing could be moved. */
    @Test
    void theReserveIsWhatTheFirstLinesAreMovedInto() throws IOException {
        int hot = 50;
        int[] versions = new int[hot + 1_400];
        try (FileTier tier = open()) {
            for (int i = 0; i < 4 * 1_400; i++) { // each fourth line stays for ever
                int key = i % 4 == 0 ? hot + i / 4 : i % hot;
                versions[key] = i;
                put(tier, key, i);
            }
            awaitReserve();
            fill(0);
            for (Shard each : tier.shards()) {
                assertThat(each.log().choose(Segments::dead, Log.SMALLEST_SEGMENT))
                        .isNull();
            }
            for (int i = 10_000; i < 13_000; i++) {
                versions[i % hot] = i;
                put(tier, i % hot, i);
            }
            assertThat(cleaned(tier)).isPositive();
            check(tier, versions);
            assertThat(Stores.files(directory, Reserve.NAME)).as("made again").hasSize(1);
        }
    }

    @Test
    void changesFailOnlyWhereNothingIsDeadAndGoOnWithRoom() throws IOException {
        int[] versions = new int[KEYS];
        try (FileTier tier = open()) {
            for (int key = 0; key < KEYS; key++) {
                put(tier, key, 0);
            }
            awaitReserve();
            Path ballast = fill(0);
            int[] more = {KEYS};
            assertThatThrownBy(() -> {
                        while (more[0] < 100 * KEYS) {
                            put(tier, more[0]++, 0);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
            check(tier, versions);
            Files.delete(ballast);
            put(tier, 3, 3);
            versions[3] = 3;
            check(tier, versions);
        }
    }

    @Test
    void aFullDiskCanBeClearedAndClosedWithASnapshot() throws IOException {
        try (FileTier tier = open()) {
            for (int key = 0; key < KEYS; key++) {
                put(tier, key, 0);
            }
            awaitReserve();
            fill(0);
        }
        assertThat(Stores.files(directory, Snapshot.NAME)).hasSize(1);
        try (FileTier tier = open()) {
            assertThat(tier.size()).isEqualTo(KEYS);
            tier.clear();
            assertThat(tier.size()).isZero();
            put(tier, 1, 1);
        }
        try (FileTier tier = open()) {
            assertThat(tier.size()).isEqualTo(1);
        }
    }

    @Test
    void severalThreadsWaitForRoomAndLoseNothing() throws Exception {
        int threads = 4;
        int[] versions = new int[KEYS];
        try (FileTier tier = open()) {
            for (int key = 0; key < KEYS; key++) {
                put(tier, key, 0);
            }
            awaitReserve();
            ExecutorService executor = Executors.newFixedThreadPool(threads);
            List<Future<?>> running = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(own -> executor.submit(() -> {
                        for (int i = 1; i <= 8_000; i++) {
                            int key = (i * 7 % (KEYS / threads)) * threads + own;
                            versions[key] = i;
                            put(tier, key, i);
                        }
                        return null;
                    }))
                    .toList();
            executor.shutdown();
            for (Future<?> each : running) {
                each.get();
            }
            assertThat(cleaned(tier)).isPositive();
            check(tier, versions);
        }
        Stores.forgetSnapshots(directory);
        try (FileTier tier = open()) {
            check(tier, versions);
            assertThat(Arrays.stream(versions).max()).hasValue(8_000);
        }
    }

    /** What was acknowledged stood in the queue, and an older value of it in a segment. */
    @Test
    void changesThatWaitedAndAreLostLeaveTheStoreOutOfStep() throws IOException {
        FileTier behind = Stores.open(directory, "durability", "behind");
        put(behind, 1, 1);
        assertThat(behind.size()).isEqualTo(1);
        Path ballast = fill(0);
        behind.write(Stores.key(1), Stores.entry("x".repeat(4 << 20), 2));
        assertThatThrownBy(behind::close).isInstanceOf(IOException.class);
        Files.delete(ballast);
        try (FileTier tier = open()) {
            assertThat(Stores.value(tier, Stores.key(1))).startsWith("1 of 1");
            assertThat(tier.isInStep()).isFalse();
        }
    }
}
