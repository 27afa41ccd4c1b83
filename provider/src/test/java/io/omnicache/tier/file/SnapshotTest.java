/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshot makes opening faster and changes nothing else, however old or damaged it is. */
class SnapshotTest {
    private static final int KEYS = 2_000;

    @TempDir
    Path directory;

    private Path snapshot;

    @BeforeEach
    void fill() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(Stores.key(i), Stores.entry("first " + i, 1));
            }
            for (int i = 0; i < KEYS; i += 2) {
                tier.write(Stores.key(i), Stores.entry("second " + i, 2));
            }
            tier.delete(Stores.key(5));
        }
        snapshot = Stores.files(directory, Snapshot.NAME).get(0);
    }

    private static void check(FileTier tier) throws IOException {
        assertThat(tier.size()).isEqualTo(KEYS - 1);
        for (int i = 0; i < KEYS; i++) {
            String expected = i == 5 ? null : (i % 2 == 0 ? "second " : "first ") + i;
            assertThat(Stores.value(tier, Stores.key(i))).as("key %d", i).isEqualTo(expected);
        }
    }

    @Test
    void opensWithoutReadingLines() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().usedSnapshot()).isTrue();
            check(tier);
        }
    }

    @Test
    void accountsOfASnapshotAreThoseOfTheLines() throws IOException {
        long live;
        long total;
        try (FileTier tier = Stores.open(directory)) {
            live = tier.shards().stream()
                    .mapToLong(each -> each.log().catalog().live())
                    .sum();
            total = tier.bytes();
        }
        Stores.forgetSnapshots(directory);
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().usedSnapshot()).isFalse();
            assertThat(tier.shards().stream()
                            .mapToLong(each -> each.log().catalog().live())
                            .sum())
                    .isEqualTo(live);
            assertThat(tier.bytes()).isEqualTo(total);
            check(tier);
        }
    }

    @Test
    void damagedSnapshotIsIgnored() throws IOException {
        byte[] bytes = Files.readAllBytes(snapshot);
        Random random = new Random(2);
        for (int round = 0; round < 50; round++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(snapshot, round % 5 == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : damaged);
            try (FileTier tier = Stores.open(directory)) {
                assertThat(tier.report().usedSnapshot()).as("round %d", round).isFalse();
                check(tier);
            }
        }
    }

    @Test
    void snapshotOfAnotherStoreIsIgnored() throws IOException {
        Path other = directory.resolve("other");
        Stores.open(other).close();
        Path place = Stores.files(other, Identity.NAME).get(0).resolveSibling(Snapshot.NAME);
        Files.copy(snapshot, place, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (FileTier tier = Stores.open(other)) {
            assertThat(tier.report().usedSnapshot()).isFalse();
            assertThat(tier.size()).isZero();
        }
    }

    /** As after a crash: what was changed and cleaned since the snapshot is read over it. */
    @Test
    void oldSnapshotIsStillRight() throws IOException {
        byte[] old = Files.readAllBytes(snapshot);
        for (int i = 0; i < KEYS; i += 3) {
            try (FileTier tier = i % 100 == 0 ? Stores.open(directory) : null) {
                if (tier != null) {
                    change(tier, i);
                }
            }
        }
        String[] expected = new String[KEYS];
        try (FileTier tier = Stores.open(directory)) {
            for (int i = 0; i < KEYS; i++) {
                expected[i] = Stores.value(tier, Stores.key(i));
            }
        }
        Files.write(snapshot, old);
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().usedSnapshot()).isTrue();
            for (int i = 0; i < KEYS; i++) {
                assertThat(Stores.value(tier, Stores.key(i))).as("key %d", i).isEqualTo(expected[i]);
            }
        }
    }

    private static void change(FileTier tier, int seed) throws IOException {
        Random random = new Random(seed);
        String filler = "y".repeat(300);
        for (int i = 0; i < 3_000; i++) {
            int key = random.nextInt(KEYS);
            if (random.nextInt(4) == 0) {
                tier.delete(Stores.key(key));
            } else {
                tier.write(Stores.key(key), Stores.entry("third " + i + " " + seed + filler, 3));
            }
        }
    }

    @Test
    void snapshotIsTakenWhileTheStoreChanges() throws IOException {
        ManualClock clock = new ManualClock();
        RecordingContext context = new RecordingContext("omnicache:tests", "changing", clock);
        Path place = directory.resolve("changing");
        Path copy = directory.resolve("copy");
        try (FileTier tier = Stores.open(context, place)) {
            tier.write(Stores.key("a"), Stores.entry("first", 1));
            Path taken = Stores.files(place, Identity.NAME).get(0).resolveSibling(Snapshot.NAME);
            assertThat(taken).doesNotExist();
            clock.advance(Duration.ofMinutes(6));
            tier.write(Stores.key("b"), Stores.entry("second", 1));
            Eventually.await("a snapshot", () -> Files.exists(taken));
            tier.write(Stores.key("a"), Stores.entry("third", 2));
            Stores.copy(place, copy); // as a crash would leave it
        }
        try (FileTier tier = Stores.open(context, copy)) {
            assertThat(tier.report().usedSnapshot()).isTrue();
            assertThat(Stores.value(tier, Stores.key("a"))).isEqualTo("third");
            assertThat(Stores.value(tier, Stores.key("b"))).isEqualTo("second");
        }
    }

    @Test
    void entriesOfSegmentsThatWereCutOrTakenAwayAreMissesAndNothingOldComesBack() throws IOException {
        List<Path> segments = Stores.segments(directory);
        for (Path each : segments) {
            byte[] bytes = Files.readAllBytes(each);
            Files.write(each, Arrays.copyOf(bytes, bytes.length - bytes.length / 3));
        }
        int found = 0;
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().damaged()).isGreaterThanOrEqualTo(segments.size());
            for (int i = 0; i < KEYS; i++) {
                String value = Stores.value(tier, Stores.key(i));
                assertThat(value).as("key %d", i).isIn(null, (i % 2 == 0 ? "second " : "first ") + i);
                found += value == null ? 0 : 1;
            }
        }
        assertThat(found).isBetween(100, KEYS - 100);
    }
}
