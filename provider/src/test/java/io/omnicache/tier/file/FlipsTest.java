/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.VersionedEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files: a value that is read is the newest one of its key, whatever bits were flipped. {@code -Domnicache.test.flips=200} makes
 * 200 stores with 52 flips each.
 */
class FlipsTest {
    private static final int STORES = Integer.getInteger("omnicache.test.flips", 10);
    private static final int FLIPS = 52;

    @TempDir
    Path folder;

    private Path original;
    private int lost;

    @BeforeEach
    void fill() throws IOException {
        original = folder.resolve("original");
        try (FileTier tier = Stores.open(original, "overhead", "100")) {
            VersionedEntries.fill(tier);
        }
        Stores.forgetSnapshots(original);
    }

    private static List<Path> flip(Path directory, Random random) throws IOException {
        List<Path> segments = Stores.segments(directory);
        for (int i = 0; i < FLIPS; i++) {
            Path file = segments.get(random.nextInt(segments.size()));
            byte[] bytes = Files.readAllBytes(file);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
        }
        return segments;
    }

    private void check(Path directory, String what) throws IOException {
        try (FileTier tier = Stores.open(directory, "overhead", "100")) {
            lost += VersionedEntries.missing(tier, what);
        }
    }

    @Test
    void noOldOrRemovedOrWrongValueIsRead() throws IOException {
        for (int seed = 0; seed < STORES; seed++) {
            Path copy = folder.resolve("flipped-" + seed);
            Stores.copy(original, copy);
            flip(copy, new Random(seed));
            check(copy, "seed " + seed);
            Stores.forgetSnapshots(copy);
            check(copy, "seed " + seed + " opened again");
        }
        assertThat(lost).as("keys that flips have cost").isPositive().isLessThan(2 * STORES * FLIPS);
    }

    @Test
    void flippedNewlinesCostTheirKeysOnly() throws IOException {
        Path segment = Stores.segments(original).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        List<Integer> newlines = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                newlines.add(i);
            }
        }
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            Path copy = folder.resolve("newlines-" + round);
            Stores.copy(original, copy);
            byte[] flipped = bytes.clone();
            for (int i = 0; i < 5; i++) {
                flipped[newlines.get(random.nextInt(newlines.size()))] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(copy.resolve(original.relativize(segment)), flipped);
            check(copy, "round " + round);
        }
        assertThat(lost).isLessThanOrEqualTo(100);
    }

    @Test
    void sectorOfGarbageBringsNothingOldBack() throws IOException {
        List<Path> segments = Stores.segments(original).stream()
                .filter(file -> file.toFile().length() >= 4096) // by chance the last removals have a file of their own
                .toList();
        Random random = new Random(4);
        for (int round = 0; round < 40; round++) {
            Path segment = segments.get(random.nextInt(segments.size()));
            Path copy = folder.resolve("sector-" + round);
            Stores.copy(original, copy);
            byte[] bytes = Files.readAllBytes(segment);
            byte[] sector = new byte[4096];
            if (round % 2 == 0) {
                random.nextBytes(sector);
            }
            System.arraycopy(sector, 0, bytes, random.nextInt(bytes.length / 4096) * 4096, 4096);
            Files.write(copy.resolve(original.relativize(segment)), bytes);
            check(copy, "round " + round);
        }
        assertThat(lost).isPositive();
    }

    @Test
    void damageIsMetByReadsBesideASnapshotAndStaysRemoved() throws IOException {
        Stores.open(original, "overhead", "100").close(); // takes a snapshot
        Path copy = folder.resolve("snapshot");
        Stores.copy(original, copy);
        flip(copy, new Random(9));
        check(copy, "with a snapshot");
        int missed = lost;
        assertThat(missed).isPositive();
        Stores.forgetSnapshots(copy);
        check(copy, "without it");
        assertThat(lost).as("each was lost once").isGreaterThanOrEqualTo(2 * missed);
    }

    @Test
    void damageIsReportedWithFileAndOffset() throws IOException {
        Path segment = Stores.segments(original).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        int second = 0;
        for (int newlines = 0; newlines < 2; second++) {
            newlines += bytes[second] == '\n' ? 1 : 0;
        }
        bytes[second + 70] ^= 1;
        Files.write(segment, bytes);
        try (FileTier tier = Stores.open(original, "overhead", "100")) {
            assertThat(tier.report().damaged()).isEqualTo(1);
            OpeningReport.Fault fault = tier.report().faults().get(0);
            assertThat(fault.file().getFileName()).isEqualTo(segment.getFileName());
            assertThat(fault.offset()).isEqualTo(second);
            assertThat(fault.torn()).isFalse();
        }
    }

    @Test
    void tornTailIsCutAndReportedOnce() throws IOException {
        List<Path> segments = Stores.segments(original);
        Path last = segments.get(segments.size() - 1);
        byte[] bytes = Files.readAllBytes(last);
        int lastLine = bytes.length - 1;
        while (bytes[lastLine - 1] != '\n') {
            lastLine--;
        }
        for (int cut = 1; cut < bytes.length - lastLine; cut++) {
            Files.write(last, Arrays.copyOf(bytes, bytes.length - cut));
            Stores.forgetSnapshots(original);
            try (FileTier tier = Stores.open(original, "overhead", "100")) {
                assertThat(tier.report().torn() + tier.report().damaged())
                        .as("cut %d", cut)
                        .isEqualTo(1);
            }
            Stores.forgetSnapshots(original);
            if (cut > 28) {
                try (FileTier tier = Stores.open(original, "overhead", "100")) {
                    assertThat(tier.report().isClean()).as("cut %d, again", cut).isTrue();
                }
            }
        }
    }
}
