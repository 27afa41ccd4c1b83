/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.tier.TierKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dead lines go, what is alive stays, and what was removed stays away. */
class CleanerTest {
    private static final String FILLER = "x".repeat(500);

    @TempDir
    Path directory;

    private long onDisk() throws IOException {
        long bytes = 0;
        for (Path file : Stores.segments(directory)) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private static long live(FileTier tier) {
        return tier.shards().stream()
                .mapToLong(each -> each.log().catalog().live())
                .sum();
    }

    private static long slack(FileTier tier) {
        return tier.shards().size() * Log.SLACK;
    }

    private static long cleaned(FileTier tier) {
        return tier.shards().stream()
                .mapToLong(each -> each.cleaner().cleaned())
                .sum();
    }

    @ParameterizedTest(name = "overhead {0}")
    @ValueSource(strings = {"1.5", "2", "4"})
    void diskStaysWithinItsShareUnderRandomUpdates(String overhead) throws IOException {
        Random random = new Random(1);
        Map<TierKey, String> model = new HashMap<>();
        try (FileTier tier = Stores.open(directory, "overhead", overhead)) {
            for (int i = 0; i < 60_000; i++) {
                TierKey key = Stores.key(random.nextInt(8_000));
                if (random.nextInt(10) == 0) {
                    tier.delete(key);
                    model.remove(key);
                } else {
                    String value = i + FILLER.substring(random.nextInt(400));
                    tier.write(key, Stores.entry(value, i));
                    model.put(key, value);
                }
                if (i % 1_000 == 0) {
                    assertThat(tier.bytes())
                            .as("after %d changes", i)
                            .isLessThanOrEqualTo((long) (Double.parseDouble(overhead) * live(tier)) + slack(tier));
                }
            }
            assertThat(cleaned(tier)).isPositive();
            check(tier, model);
        }
        try (FileTier tier = Stores.open(directory, "overhead", overhead)) {
            assertThat(onDisk()).isEqualTo(tier.bytes());
            check(tier, model);
        }
        Stores.forgetSnapshots(directory);
        try (FileTier tier = Stores.open(directory, "overhead", overhead)) {
            assertThat(tier.report().isClean()).isTrue();
            check(tier, model);
        }
    }

    private static void check(FileTier tier, Map<TierKey, String> model) throws IOException {
        assertThat(tier.size()).isEqualTo(model.size());
        for (int i = 0; i < 8_000; i++) {
            assertThat(Stores.value(tier, Stores.key(i))).as("key %d", i).isEqualTo(model.get(Stores.key(i)));
        }
    }

    /** Removal lines behind one entry that stays must go too, though its segment is the oldest. */
    @Test
    void removalsDoNotPileUpBehindAnEntryThatStays() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "1k")) {
            tier.write(Stores.key("stays"), Stores.entry("for ever", 1));
            for (int i = 0; i < 20_000; i++) {
                tier.write(Stores.key(i), Stores.entry("comes", i));
                tier.delete(Stores.key(i));
            }
            assertThat(tier.bytes()).isLessThanOrEqualTo(2 * live(tier) + slack(tier));
            assertThat(Stores.value(tier, Stores.key("stays"))).isEqualTo("for ever");
            assertThat(tier.size()).isEqualTo(1);
        }
        Stores.forgetSnapshots(directory);
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.size()).isEqualTo(1);
        }
    }

    @Test
    void spaceIsGivenBackWhenAlmostAllIsDeleted() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "10k")) {
            for (int i = 0; i < 10_000; i++) {
                tier.write(Stores.key(i), Stores.entry(FILLER, i));
            }
            long full = tier.bytes();
            for (int i = 0; i < 9_990; i++) {
                tier.delete(Stores.key(i));
            }
            assertThat(full).isGreaterThan(5_000_000);
            assertThat(tier.bytes()).isLessThanOrEqualTo(2 * live(tier) + slack(tier));
            assertThat(tier.size()).isEqualTo(10);
        }
    }

    /** The process may end after the copy and before the file has gone: both say the same. */
    @Test
    void segmentThatWasCopiedAndIsStillThereChangesNothing() throws IOException {
        Map<Path, byte[]> before = new HashMap<>();
        try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "100")) {
            for (int i = 0; i < 3_000; i++) {
                tier.write(Stores.key(i % 1_000), Stores.entry("value " + i + FILLER, i));
            }
            for (int i = 0; i < 1_000; i += 3) {
                tier.delete(Stores.key(i));
            }
        }
        for (Path file : Stores.segments(directory)) {
            before.put(file, Files.readAllBytes(file));
        }
        try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
            tier.write(Stores.key(1), Stores.entry("new", 9_999)); // cleans
            tier.shards().get(0).cleaner().clean();
            assertThat(cleaned(tier)).isPositive();
        }
        List<Path> after = Stores.segments(directory);
        int restored = 0;
        for (Map.Entry<Path, byte[]> file : before.entrySet()) {
            if (!after.contains(file.getKey())) {
                Files.write(file.getKey(), file.getValue());
                restored++;
                Stores.forgetSnapshots(directory);
                try (FileTier tier = Stores.open(directory, "overhead", "100", "entries", "10k")) {
                    checkOverwritten(tier);
                }
                Files.deleteIfExists(file.getKey());
            }
        }
        assertThat(restored).isPositive();
    }

    private static void checkOverwritten(FileTier tier) throws IOException {
        assertThat(Stores.value(tier, Stores.key(1))).isEqualTo("new");
        for (int i = 2; i < 1_000; i++) {
            assertThat(Stores.value(tier, Stores.key(i)))
                    .as("key %d", i)
                    .isEqualTo(i % 3 == 0 ? null : "value " + (2_000 + i) + FILLER);
        }
    }

    @Test
    void damageInASegmentThatIsCleanedBringsNothingOldBack() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "100")) {
            for (int i = 0; i < 3_000; i++) {
                tier.write(Stores.key(i % 1_000), Stores.entry("value " + i + FILLER, i));
            }
            for (int i = 0; i < 1_000; i += 3) {
                tier.delete(Stores.key(i));
            }
        }
        Random random = new Random(8);
        for (Path file : Stores.segments(directory)) {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < 3; i++) {
                bytes[random.nextInt(bytes.length)] ^= 1;
            }
            Files.write(file, bytes);
        }
        for (int round = 0; round < 3; round++) {
            try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
                for (int i = 0; i < 200; i++) {
                    tier.write(Stores.key("other " + i), Stores.entry(FILLER, i));
                }
                tier.shards().get(0).cleaner().clean();
                for (int i = 0; i < 1_000; i++) {
                    String expected = i % 3 == 0 ? null : "value " + (2_000 + i) + FILLER;
                    assertThat(Stores.value(tier, Stores.key(i)))
                            .as("key %d", i)
                            .isIn(expected, null);
                }
            }
            Stores.forgetSnapshots(directory);
        }
    }

    /** One file's entries fill the end of one and the beginning of the next: both must be forced before it goes. */
    @Test
    void whatIsMovedIsForcedBeforeItsFirstCopyGoes() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "50k")) {
            for (int i = 0; i < 24_000; i++) {
                tier.write(Stores.key(i), Stores.entry(i + FILLER, i));
            }
            Shard shard = tier.shards().get(0);
            long first = shard.log().appendsTo();
            List<Integer> files = new ArrayList<>();
            shard.compact(() -> files.add(assertForced(shard, first + 1)));
            assertThat(files).last(InstanceOfAssertFactories.INTEGER).isGreaterThan(10);
        }
    }

    /** Where a file cannot be made, cleaning ends half-way, and the next attempt finds less to move. */
    @Test
    void whatAFailedAttemptHasMovedIsForcedBeforeItsFirstCopyGoes() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "50k")) {
            for (int i = 0; i < 24_000; i++) {
                tier.write(Stores.key(i), Stores.entry(i + FILLER, i));
            }
            Shard shard = tier.shards().get(0);
            shard.compact(() -> {});
            long before = shard.log().appendsTo();
            for (int i = 0; shard.log().appendsTo() == before; i++) { // then there is room for a part of what is moved
                tier.write(Stores.key(i), Stores.entry(FILLER, i));
            }
            long first = shard.log().appendsTo();
            long next = shard.log().catalog().ask((ignored, all) -> all.nextId());
            Path inTheWay = shard.log()
                    .settings()
                    .directory()
                    .resolve(Segment.name(shard.log().number(), next));
            Files.createFile(inTheWay);
            assertThatThrownBy(() -> shard.compact(() -> {})).isInstanceOf(FileAlreadyExistsException.class);
            Files.delete(inTheWay);
            List<Integer> files = new ArrayList<>();
            shard.compact(() -> files.add(assertForced(shard, first)));
            assertThat(files).isNotEmpty();
        }
    }

    /** Returns how many files there are from a number on. */
    private static int assertForced(Shard shard, long first) {
        int files = 0;
        for (Segment each : shard.log().catalog().oldestFirst()) {
            if (each.id() >= first) {
                assertThat(each.file().forced()).isEqualTo(each.length());
                files++;
            }
        }
        return files;
    }
}
