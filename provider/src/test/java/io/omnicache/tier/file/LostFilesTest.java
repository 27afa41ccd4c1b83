/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of a store are deleted, replaced or cut by somebody else while it is open: noticed, said once, and never a wrong value. */
class LostFilesTest extends WatchedStores {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_124L);

    /** What somebody does to a file. */
    enum Fault {
        DELETED {
            @Override
            void apply(Path file) throws IOException {
                Files.delete(file);
            }
        },
        REPLACED {
            @Override
            void apply(Path file) throws IOException {
                Path copy = file.resolveSibling("copy");
                byte[] bytes = Files.readAllBytes(file);
                Files.write(copy, Arrays.copyOf(bytes, bytes.length / 2)); // as from a backup: older
                Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        CUT {
            @Override
            void apply(Path file) throws IOException {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 3));
            }
        };

        abstract void apply(Path file) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void segmentIsMissedWithinASecondOfChanges(Fault fault) throws IOException {
        for (boolean active : new boolean[] {true, false}) {
            try (LogCapture log = new LogCapture("io.omnicache.tier");
                    FileTier tier = open()) {
                fill(tier);
                List<Path> segments = Stores.segments(directory());
                assertThat(segments).hasSizeGreaterThan(2);
                fault.apply(segments.get(active ? segments.size() - 1 : segments.size() / 2));
                for (int i = 0; i < 3; i++) {
                    clock.advance(Duration.ofSeconds(1));
                    tier.write(Stores.key("after " + i), Stores.entry("value " + i, 1));
                }
                assertThat(log.messages())
                        .filteredOn(message -> message.contains("lost files while it was open"))
                        .hasSize(1)
                        .allMatch(message -> message.contains("first=" + fault));
                assertThat(lost(tier)).isEqualTo(KEYS);
                for (int i = 0; i < 3; i++) {
                    assertThat(Stores.value(tier, Stores.key("after " + i))).isEqualTo("value " + i);
                }
                Path killed = folder.resolve("killed " + active);
                Stores.copy(directory(), killed);
                try (FileTier again = Stores.open(killed)) {
                    assertThat(lost(again)).isEqualTo(KEYS);
                    assertThat(again.size()).isEqualTo(3);
                }
                tier.clear();
            }
        }
    }

    @Test
    void whatIsReadBeforeTheNextChangeIsRightOrMissing() throws IOException {
        try (FileTier tier = open()) {
            fill(tier);
            for (Path each : Stores.segments(directory())) {
                Fault.CUT.apply(each);
            }
            assertThat(lost(tier)).isBetween(KEYS / 2, KEYS);
        }
        Stores.forgetSnapshots(directory());
        try (FileTier tier = open()) {
            lost(tier);
        }
    }

    /** As editors do that write a new file and rename it. */
    @Test
    void storeFileThatSomebodyHasEditedIsWrittenAgainAndNothingIsLost() throws IOException {
        try (FileTier tier = open()) {
            fill(tier);
            Path store = Stores.files(directory(), Identity.NAME).get(0);
            String before = Files.readString(store);
            Path edited = store.resolveSibling("edited");
            Files.writeString(edited, before.replace("seed", "Seed"));
            Files.move(edited, store, StandardCopyOption.REPLACE_EXISTING);
            clock.advance(Duration.ofSeconds(1));
            tier.write(Stores.key("after"), Stores.entry("value", 1));
            assertThat(store).hasContent(before.strip());
            assertThat(lost(tier)).isZero();
        }
    }

    /** Whatever happens to files in between: the last value that was acknowledged, or none. */
    @Test
    void noWrongValueIsReadWhateverBecomesOfFiles() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 15; round++) {
            Path directory = folder.resolve("round-" + round);
            String[] model = new String[KEYS];
            for (int life = 0; life < 3; life++) {
                try (FileTier tier = Stores.open(context, directory, "entries", "1k", "overhead", "1.5")) {
                    for (int i = 0; i < 2_500; i++) {
                        if (random.nextInt(700) == 0) {
                            disturb(tier, directory, random);
                        }
                        clock.advance(Duration.ofMillis(random.nextInt(200)));
                        change(tier, random, model, round + "." + life + "." + i);
                        int key = random.nextInt(KEYS);
                        assertThat(Stores.value(tier, Stores.key(key)))
                                .as("seed %d round %d life %d change %d key %d", SEED, round, life, i, key)
                                .isIn(model[key], null);
                    }
                    check(tier, model, "open", round, life);
                }
                if (random.nextBoolean() && Files.exists(directory)) {
                    Stores.forgetSnapshots(directory);
                }
                try (FileTier tier = Stores.open(context, directory, "entries", "1k", "overhead", "1.5")) {
                    check(tier, model, "opened again", round, life);
                }
            }
        }
    }

    private static void change(FileTier tier, Random random, String[] model, String value) throws IOException {
        int key = random.nextInt(KEYS);
        if (random.nextInt(4) == 0) {
            tier.delete(Stores.key(key));
            model[key] = null;
        } else {
            model[key] = value + FILLER;
            tier.write(Stores.key(key), Stores.entry(model[key], 1));
        }
    }

    private static void check(FileTier tier, String[] model, String when, int round, int life) throws IOException {
        for (int key = 0; key < KEYS; key++) {
            assertThat(Stores.value(tier, Stores.key(key)))
                    .as("%s: seed %d round %d life %d key %d", when, SEED, round, life, key)
                    .isIn(model[key], null);
        }
    }

    private static void disturb(FileTier tier, Path directory, Random random) throws IOException {
        List<Path> segments = calmly(() -> Stores.segments(directory));
        int kind = random.nextInt(5);
        if (kind == 3) {
            calmly(() -> delete(directory));
        } else if (kind == 4) {
            List<Path> stores = calmly(() -> Stores.files(directory, Identity.NAME));
            if (!stores.isEmpty()) { // none while they are lost
                calmly(() -> delete(stores.get(0).getParent()));
            }
        } else if (!segments.isEmpty()) {
            Path segment = segments.get(random.nextInt(segments.size()));
            calmly(() -> {
                if (Files.exists(segment)) {
                    Fault.values()[kind].apply(segment);
                }
                return List.of();
            });
            if (!isKnown(tier, segment)) {
                Files.deleteIfExists(segment); // cleaning had deleted it meanwhile: nobody brings such a file back
            }
        }
    }

    private static boolean isKnown(FileTier tier, Path segment) {
        return tier.shards().stream()
                .flatMap(shard -> shard.log().catalog().oldestFirst().stream())
                .map(Segment::file)
                .anyMatch(file -> file.path().getFileName().equals(segment.getFileName()) && !file.isGone());
    }

    private static List<Path> delete(Path directory) throws IOException {
        Stores.deleteDirectory(directory);
        return List.of();
    }

    /** Does something again if cleaning has deleted a file meanwhile. */
    private static List<Path> calmly(Callable<List<Path>> work) throws IOException {
        while (true) {
            try {
                return work.call();
            } catch (NoSuchFileException | UncheckedIOException | DirectoryNotEmptyException e) {
                Thread.onSpinWait();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
