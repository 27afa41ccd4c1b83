/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A loss of power keeps what was forced, and of the rest any part: tails are missing, pages are empty. */
class PowerLossTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_123L);
    private static final int KEYS = 600;
    private static final String FILLER = "x".repeat(300);

    @TempDir
    Path folder;

    private static String value(int key, int version) {
        return "v" + version + " of " + key + " " + FILLER;
    }

    private static void fill(FileTier tier) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            tier.write(Stores.key(i), Stores.entry(value(i, 1), 1));
        }
    }

    /** Every third key is updated, every third removed, and as many are new. */
    private static void change(FileTier tier) throws IOException {
        for (int i = 0; i < KEYS; i += 3) {
            tier.write(Stores.key(i), Stores.entry(value(i, 2), 2));
            tier.delete(Stores.key(i + 1));
            tier.write(Stores.key(KEYS + i), Stores.entry(value(KEYS + i, 1), 1));
        }
    }

    @Test
    void whatWasWrittenSinceTheSnapshotIsDroppedAndReported() throws IOException {
        Path directory = folder.resolve("store");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
        }
        PowerLoss moment;
        Path killed = folder.resolve("killed");
        try (FileTier tier = Stores.open(directory)) {
            change(tier);
            moment = PowerLoss.of(tier, directory, folder.resolve("lost"));
            Stores.copy(directory, killed);
        }
        try (FileTier tier = Stores.open(killed)) { // in the same run of the machine nothing is lost
            assertThat(tier.report().lostPower()).isFalse();
            assertThat(Stores.value(tier, Stores.key(0))).isEqualTo(value(0, 2));
            assertThat(tier.size()).isEqualTo(KEYS);
        }
        PowerLoss.inAnotherRun(moment.copy());
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isTrue();
            assertThat(tier.report().dropped()).isEqualTo(2 * KEYS / 3);
            assertThat(tier.report().uncertainBytes()).isGreaterThan(2 * KEYS / 3 * FILLER.length());
            assertThat(log.messages())
                    .filteredOn(message -> message.startsWith("WARNING file tier may have lost its last changes"))
                    .hasSize(1);
            checkDropped(tier);
            Stores.copy(moment.copy(), folder.resolve("again")); // killed at once
        }
        try (FileTier tier = Stores.open(folder.resolve("again"))) {
            assertThat(tier.report().lostPower()).isFalse();
            checkDropped(tier);
        }
        try (FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isFalse();
            checkDropped(tier);
        }
    }

    private static void checkDropped(FileTier tier) throws IOException {
        for (int i = 0; i < 2 * KEYS; i++) {
            assertThat(Stores.value(tier, Stores.key(i)))
                    .as("key %d", i)
                    .isEqualTo(i < KEYS && i % 3 == 2 ? value(i, 1) : null);
        }
    }

    @Test
    void withoutASnapshotNothingIsKnownToBeRight() throws IOException {
        Path directory = folder.resolve("store");
        Path copy = folder.resolve("copy");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
            Stores.copy(directory, copy);
        }
        PowerLoss.inAnotherRun(copy);
        for (int round = 0; round < 3; round++) {
            try (FileTier tier = Stores.open(copy)) {
                assertThat(tier.size()).isEqualTo(round);
                tier.write(Stores.key("new " + round), Stores.entry("value", 1));
            }
        }
        Stores.forgetSnapshots(copy);
        try (FileTier tier = Stores.open(copy)) {
            assertThat(tier.size()).as("what was written after the loss").isEqualTo(3);
        }
    }

    /** A clean end forces what was written, so the next run of the machine finds all of it. */
    @Test
    void whatWasClosedIsThereInAnotherRun() throws IOException {
        Path directory = folder.resolve("store");
        FileTier tier = Stores.open(directory);
        fill(tier);
        change(tier);
        tier.close();
        PowerLoss moment = PowerLoss.of(tier, directory, folder.resolve("lost"));
        assertThat(moment.forced()).isNotEmpty();
        moment.lose(new Random(SEED));
        PowerLoss.inAnotherRun(moment.copy());
        try (FileTier again = Stores.open(moment.copy())) {
            assertThat(again.report().lostPower()).isFalse();
            assertThat(again.report().isClean()).isTrue();
            for (int i = 0; i < 2 * KEYS; i++) {
                String kept = i % 3 == 2 ? value(i, 1) : null;
                String expected = i % 3 == 0 ? value(i, i < KEYS ? 2 : 1) : (i < KEYS ? kept : null);
                assertThat(Stores.value(again, Stores.key(i))).as("key %d", i).isEqualTo(expected);
            }
        }
    }

    /** Also where cleaning has moved them meanwhile: what it moves it forces. */
    @Test
    void lostTailsAndPagesCostOnlyWhatWasChangedSinceTheSnapshot() throws IOException {
        Random random = new Random(SEED);
        for (int round = 0; round < 20; round++) {
            Path directory = folder.resolve("store-" + round);
            try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
                fill(tier);
            }
            PowerLoss moment;
            try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
                int changes = random.nextInt(4_000);
                for (int i = 0; i < changes; i++) {
                    int key = 3 * random.nextInt(KEYS / 6); // the others of the first half are moved only
                    tier.write(Stores.key(key), Stores.entry(value(key, 2 + i), 2));
                }
                moment = PowerLoss.of(tier, directory, folder.resolve("lost-" + round));
            }
            moment.lose(random);
            PowerLoss.inAnotherRun(moment.copy());
            for (int again = 0; again < 2; again++) {
                try (FileTier tier = Stores.open(moment.copy(), "entries", "10k", "overhead", "1.5")) {
                    checkKept(tier, "seed " + SEED + " round " + round);
                }
            }
        }
    }

    /** Headers are lost with the pages that they stand in. */
    @Test
    void segmentThatHasLostItsHeaderTakesNothingOlderWithIt() throws IOException {
        Path directory = folder.resolve("store");
        try (FileTier tier = Stores.open(directory)) {
            fill(tier);
        }
        PowerLoss moment;
        try (FileTier tier = Stores.open(directory)) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(Stores.key("other " + i), Stores.entry(value(i, 1), 1));
            }
            moment = PowerLoss.of(tier, directory, folder.resolve("lost"));
        }
        List<Path> unforced = Stores.segments(moment.copy()).stream()
                .filter(file -> moment.forced().get(file.getFileName().toString()) == 0)
                .toList();
        assertThat(unforced).hasSizeGreaterThan(2);
        byte[] bytes = Files.readAllBytes(unforced.get(0));
        Files.write(unforced.get(0), Arrays.copyOf(bytes, 40));
        bytes = Files.readAllBytes(unforced.get(1));
        Arrays.fill(bytes, 0, Math.min(PowerLoss.PAGE, bytes.length), (byte) 0);
        Files.write(unforced.get(1), bytes);
        PowerLoss.inAnotherRun(moment.copy());
        try (FileTier tier = Stores.open(moment.copy())) {
            assertThat(tier.report().lostPower()).isTrue();
            checkKept(tier, "headers lost");
        }
    }

    private static void checkKept(FileTier tier, String what) throws IOException {
        for (int i = 0; i < KEYS; i++) {
            String read = Stores.value(tier, Stores.key(i));
            if (i % 3 != 0 || i >= KEYS / 2) {
                assertThat(read).as("%s: key %d", what, i).isEqualTo(value(i, 1));
            } else if (read != null) {
                assertThat(read).as("%s: key %d", what, i).matches("v[0-9]+ of " + i + " " + FILLER);
            }
        }
    }
}
