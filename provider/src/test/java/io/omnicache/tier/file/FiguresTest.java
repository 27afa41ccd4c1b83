/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.TierFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators are shown of the tier. */
class FiguresTest {
    @TempDir
    Path directory;

    @Test
    void entriesBytesAndCompactionsAreCounted() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "10k", "overhead", "1.5")) {
            assertThat(tier.figures()).isEqualTo(new TierFigures(0, 0, 0, 0, 0, 0, false));
            for (int i = 0; i < 3_000; i++) {
                tier.write(Stores.key(i % 100), Stores.entry("x".repeat(500), i));
            }
            tier.shards().get(0).cleaner().clean();
            TierFigures figures = tier.figures();
            assertThat(figures.entries()).isEqualTo(100);
            assertThat(figures.bytes()).isEqualTo(tier.bytes()).isGreaterThan(50_000);
            assertThat(figures.compactions()).isPositive();
            assertThat(figures.damaged() + figures.waiting() + figures.recovered())
                    .isZero();
        }
    }

    @Test
    void whatWasRecoveredAndWhatWasDamagedIsCounted() throws IOException {
        try (FileTier tier = Stores.open(directory, "entries", "10k")) {
            for (int i = 0; i < 100; i++) {
                tier.write(Stores.key(i), Stores.entry("value " + i, i));
            }
        }
        Path segment = Stores.segments(directory).get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        try (FileTier tier = Stores.open(directory, "entries", "10k")) { // with a snapshot: reads meet the damage
            assertThat(tier.figures().recovered()).isEqualTo(100);
            assertThat(tier.figures().damaged()).isZero();
            for (int i = 0; i < 100; i++) {
                tier.read(Stores.key(i));
            }
            assertThat(tier.figures().damaged()).isEqualTo(1);
            assertThat(tier.figures().entries()).isEqualTo(99);
            assertThat(tier.figures().recovered()).isEqualTo(100);
        }
        Stores.forgetSnapshots(directory);
        try (FileTier tier = Stores.open(directory, "readOnly", "true")) {
            assertThat(tier.figures().recovered()).isEqualTo(99);
            assertThat(tier.figures().damaged()).isEqualTo(1);
            assertThat(tier.figures().readOnly()).isTrue();
        }
    }

    @Test
    void changesThatWaitAreCountedAndNotWaitedFor() throws IOException {
        try (FileTier tier = Stores.open(directory, "durability", "behind")) {
            Path place = Stores.files(directory, Identity.NAME).get(0).getParent();
            Path away = directory.resolve("away");
            Files.move(place, away);
            Files.createFile(place); // nothing can be written
            for (int i = 0; i < 70; i++) {
                tier.write(Stores.key(i), Stores.entry("value", i));
            }
            assertThat(tier.figures().waiting()).isEqualTo(70);
            assertThat(tier.figures().entries()).isZero();
            Stores.putBack(away, place);
        }
    }
}
