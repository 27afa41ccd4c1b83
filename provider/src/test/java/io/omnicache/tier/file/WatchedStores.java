/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.ManualClock;
import io.omnicache.tier.RecordingContext;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A store over several files, which others may delete, replace or cut while it is open. */
abstract class WatchedStores {
    static final int KEYS = 400;
    static final String FILLER = "x".repeat(500);

    @TempDir
    Path folder;

    final ManualClock clock = new ManualClock();
    final RecordingContext context = new RecordingContext("omnicache:tests", "users", clock);

    Path directory() {
        return folder.resolve("store");
    }

    FileTier open() throws IOException {
        return Stores.open(context, directory(), "entries", "10k");
    }

    /** Each key in two versions, over several files. */
    static void fill(FileTier tier) throws IOException {
        for (int version = 1; version <= 2; version++) {
            for (int i = 0; i < KEYS; i++) {
                tier.write(Stores.key(i), Stores.entry(version + " of " + i + FILLER, version));
            }
        }
        Path reserve = tier.shards().get(0).log().settings().directory().resolve(Reserve.NAME);
        Eventually.await("there is a reserve", () -> reserve.toFile().length() > Log.SMALLEST_SEGMENT);
    }

    static int lost(FileTier tier) throws IOException {
        int lost = 0;
        for (int i = 0; i < KEYS; i++) {
            String read = Stores.value(tier, Stores.key(i));
            assertThat(read).as("key %d", i).isIn("2 of " + i + FILLER, null);
            lost += read == null ? 1 : 0;
        }
        return lost;
    }
}
