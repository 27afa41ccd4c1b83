/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.tier.InterruptedWriters;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An interrupt closes a channel for all threads: nobody notices. */
class InterruptsTest {
    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}")
    @CsvSource({"os, 4000", "behind, 4000", "fsync, 200"})
    void operationsOfInterruptedThreadsAreDone(String durability, int rounds) throws Exception {
        try (FileTier tier = Stores.open(directory, "durability", durability, "overhead", "1.5")) {
            InterruptedWriters.run(tier, rounds);
            assertThat(tier.damaged()).isZero();
        }
        try (FileTier tier = Stores.open(directory)) {
            assertThat(tier.report().isClean()).isTrue();
            InterruptedWriters.check(tier);
        }
    }
}
