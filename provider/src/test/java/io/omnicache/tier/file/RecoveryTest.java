/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening never fails for what is damaged, and files that are not needed go. */
class RecoveryTest {
    @TempDir
    Path directory;

    @BeforeEach
    void fill() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            for (int i = 0; i < 100; i++) {
                tier.write(Stores.key(i), Stores.entry("value " + i, i));
            }
        }
    }

    private Path identity() throws IOException {
        return Stores.files(directory, Identity.NAME).get(0);
    }

    @Test
    void lostIdentityIsTakenFromASegment() throws IOException {
        Path file = identity();
        String before = Files.readString(file);
        Files.delete(file);
        checkAll();
        assertThat(Files.readString(file)).isEqualTo(before);
        Files.writeString(file, before.replace("seed", "Seed"));
        checkAll();
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    private void checkAll() throws IOException {
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isEqualTo(100);
            assertThat(Stores.value(tier, Stores.key(7))).isEqualTo("value 7");
        }
    }

    @Test
    void storeThatNobodyCanIdentifyIsSetAsideAndTheCacheStartsEmpty() throws IOException {
        Files.writeString(identity(), "something else");
        List<Path> segments = Stores.segments(directory);
        for (Path each : segments) {
            byte[] bytes = Files.readAllBytes(each);
            bytes[30] ^= 1; // in its header
            Files.write(each, bytes);
        }
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isZero();
            tier.write(Stores.key("a"), Stores.entry("value", 1));
            assertThat(log.messages()).anyMatch(message -> message.startsWith("WARNING file tier set aside: "));
        }
        assertThat(Stores.segments(directory)).hasSize(segments.size() + 1);
        FileTier tier = Stores.open(directory);
        assertThat(tier.size()).isEqualTo(1);
        tier.destroy();
        assertThat(Stores.segments(directory)).isEmpty();
    }

    @Test
    void emptyOrForeignFilesDoNoHarm() throws IOException {
        Path place = identity().getParent();
        Files.createFile(place.resolve(Segment.name(0, 99)));
        Files.write(place.resolve(Segment.name(1, 99)), new byte[5_000]);
        Files.writeString(place.resolve("notes.txt"), "not ours");
        Stores.forgetSnapshots(directory);
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().torn()).isEqualTo(1);
            assertThat(tier.size()).isEqualTo(100);
        }
        assertThat(Files.exists(place.resolve(Segment.name(0, 99)))).isFalse();
        assertThat(Files.exists(place.resolve("notes.txt"))).isTrue();
    }

    @Test
    void linesThatArePlainTextCanBeReadByPeople() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path each : Stores.segments(directory)) {
            all.append(Files.readString(each, StandardCharsets.UTF_8));
        }
        assertThat(all.toString()
                        .lines()
                        .filter(line -> line.contains("\"k\":\"key:7\",\"m\":[7,1000,2000,null],\"b\":\"")))
                .hasSize(1);
        assertThat(all.toString().lines()).allMatch(line -> line.startsWith("{\"c\":\"") && line.endsWith("}"));
    }

    /** The process may end after the directory was renamed and before its files were deleted. */
    @Test
    void restOfADestroyedCacheGoesAtTheNextOpening() throws IOException {
        Path place = identity().getParent();
        Path gone = place.resolveSibling(place.getFileName() + ".gone-" + UUID.randomUUID());
        Files.move(place, gone);
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isZero();
        }
        assertThat(Files.exists(gone)).isFalse();
    }

    /** As if the process had ended after the line of the clear, before any file had gone. */
    @Test
    void clearCountsAsSoonAsItsLineIsWritten() throws IOException {
        List<Path> before = Stores.segments(directory);
        List<byte[]> contents = new ArrayList<>();
        for (Path each : before) {
            contents.add(Files.readAllBytes(each));
        }
        try (FileTier tier = Stores.open(directory)) {
            tier.clear();
            tier.write(Stores.key("after"), Stores.entry("value", 1));
        }
        for (int i = 0; i < before.size(); i++) {
            assertThat(Files.exists(before.get(i))).isFalse();
            Files.write(before.get(i), contents.get(i));
        }
        for (int round = 0; round < 2; round++) {
            try (FileTier tier = Stores.open(directory)) {
                assertThat(tier.size()).isEqualTo(1);
                assertThat(tier.read(Stores.key(7))).isNull();
            }
            Stores.forgetSnapshots(directory);
        }
    }

    @Test
    void thousandsOfCachesDoNotRunOutOfHandles() throws IOException {
        List<FileTier> tiers = new ArrayList<>();
        int caches = 2 * OpenFiles.MOST;
        try {
            for (int i = 0; i < caches; i++) {
                FileTier tier = Stores.open(new RecordingContext("cache " + i), directory, "entries", "100");
                tiers.add(tier);
                tier.write(Stores.key("a"), Stores.entry("value " + i, 1));
                assertThat(OpenFiles.count()).isLessThanOrEqualTo(OpenFiles.MOST);
            }
            for (int i = 0; i < caches; i++) {
                assertThat(Stores.value(tiers.get(i), Stores.key("a"))).isEqualTo("value " + i);
                tiers.get(i).write(Stores.key("b"), Stores.entry("value", 1));
            }
            assertThat(OpenFiles.count()).isLessThanOrEqualTo(OpenFiles.MOST);
        } finally {
            for (FileTier each : tiers) {
                each.close();
            }
        }
    }

    @Test
    void evictionTakesWhatWasNotUsedForLongest() throws IOException {
        ManualClock clock = new ManualClock();
        RecordingContext context = new RecordingContext("omnicache:tests", "aged", clock);
        try (FileTier tier = Stores.open(context, directory, "entries", "1k")) {
            for (int i = 0; i < 1_000; i++) {
                clock.advance(Duration.ofSeconds(1));
                tier.write(Stores.key(i), new TierRecord(new byte[] {1}, 1, 0, clock.millis(), Long.MAX_VALUE));
            }
            for (int i = 0; i < 100; i++) {
                clock.advance(Duration.ofSeconds(1));
                tier.read(Stores.key(i)); // the oldest are used again
            }
            for (int i = 1_000; i < 1_200; i++) {
                clock.advance(Duration.ofSeconds(1));
                tier.write(Stores.key(i), new TierRecord(new byte[] {1}, 1, 0, clock.millis(), Long.MAX_VALUE));
            }
            long used = 0;
            for (int i = 0; i < 100; i++) {
                used += tier.read(Stores.key(i)) == null ? 0 : 1;
            }
            long oldest = 0;
            for (int i = 100; i < 300; i++) {
                oldest += tier.read(Stores.key(i)) == null ? 0 : 1;
            }
            assertThat(used).as("of 100 that were used lately").isGreaterThanOrEqualTo(98);
            assertThat(oldest).as("of the 200 oldest").isLessThan(100);
        }
    }

    /** Where nearly all is held above, samples rarely meet what may go. */
    @Test
    void theFewEntriesThatMayGoAreFound() throws IOException {
        RecordingContext context = new RecordingContext("held");
        try (FileTier tier = Stores.open(context, directory, "entries", "1k")) {
            for (int i = 0; i < 999; i++) {
                context.hold(Stores.key(i));
                tier.write(Stores.key(i), Stores.entry("held", i));
            }
            for (int i = 999; i < 1_100; i++) {
                tier.write(Stores.key(i), Stores.entry("value", i));
                assertThat(tier.size()).isLessThanOrEqualTo(1_000);
            }
            assertThat(context.evictedKeys()).hasSize(100);
            for (int i = 0; i < 999; i++) {
                assertThat(tier.read(Stores.key(i))).isNotNull();
            }
        }
    }

    @Test
    void boundInBytesIsKept() throws IOException {
        RecordingContext context = new RecordingContext("bytes");
        try (FileTier tier = Stores.open(context, directory, "bytes", "64KiB")) {
            for (int i = 0; i < 1_000; i++) {
                tier.write(Stores.key(i), Stores.entry("x".repeat(1_000), i));
                long live = tier.shards().stream()
                        .mapToLong(each -> each.log().catalog().live())
                        .sum();
                assertThat(live).isLessThanOrEqualTo((64 << 10) + 2_000); // a line that is being moved counts twice
            }
            assertThat(tier.size()).isBetween(35L, 50L);
            assertThat(context.evictedKeys()).hasSize(1_000 - (int) tier.size());
        }
    }
}
