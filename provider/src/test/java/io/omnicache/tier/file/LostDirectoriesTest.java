/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.LogCapture;
import io.omnicache.tier.OpeningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The directory of a store is deleted, or taken by another process, while it is open: noticed, said once, and never a wrong value. */
class LostDirectoriesTest extends WatchedStores {
    @Test
    void deletedCacheGoesOnInAFreshDirectory() throws IOException {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = open()) {
            fill(tier);
            Stores.deleteDirectory(
                    Stores.files(directory(), Identity.NAME).get(0).getParent());
            goesOn(log, tier);
        }
        isThereAgain();
    }

    @Test
    void deletedDirectoryIsMadeAndLockedAgain() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = open()) {
            fill(tier);
            Stores.deleteDirectory(directory());
            goesOn(log, tier);
            Process other = OpeningProgram.start("file", Stores.options(directory()));
            assertThat(other.inputReader().readLine())
                    .contains("in use by process " + ProcessHandle.current().pid());
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        isThereAgain();
    }

    private void goesOn(LogCapture log, FileTier tier) throws IOException {
        clock.advance(Duration.ofSeconds(1));
        tier.write(Stores.key("after"), Stores.entry("value", 1));
        assertThat(log.messages())
                .filteredOn(message -> message.contains("lost files while it was open"))
                .hasSize(1);
        assertThat(lost(tier)).isEqualTo(KEYS);
        assertThat(Stores.value(tier, Stores.key("after"))).isEqualTo("value");
    }

    private void isThereAgain() throws IOException {
        try (FileTier tier = open()) {
            assertThat(lost(tier)).isEqualTo(KEYS);
            assertThat(Stores.value(tier, Stores.key("after"))).isEqualTo("value");
        }
    }

    @Test
    void directoryThatAnotherProcessHasTakenIsLeftAloneUntilItIsGivenBack() throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                FileTier tier = open()) {
            fill(tier);
            Stores.deleteDirectory(directory());
            Files.createDirectory(directory());
            Process other = OpeningProgram.start("file", Stores.options(directory()));
            assertThat(other.inputReader().readLine()).startsWith("opened with 0");
            List<Path> before = Stores.files(directory(), "");
            for (int i = 0; i < 3; i++) {
                clock.advance(Duration.ofMillis(500));
                assertThatThrownBy(() -> {
                            clock.advance(Duration.ofMillis(500));
                            tier.write(Stores.key("a"), Stores.entry("value", 1));
                        })
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("in use by process " + other.pid());
                assertThatThrownBy(() -> tier.write(Stores.key("a"), Stores.entry("value", 1)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("cannot be used");
                lost(tier);
            }
            assertThat(Stores.files(directory(), "")).isEqualTo(before);
            assertThat(log.messages())
                    .filteredOn(message -> message.contains("lost its directory"))
                    .hasSize(1);
            other.outputWriter().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
            clock.advance(Duration.ofSeconds(1));
            tier.write(Stores.key("after"), Stores.entry("value", 1));
            assertThat(log.messages()).anyMatch(message -> message.contains("has its directory again"));
        }
        isThereAgain();
    }

    @Test
    void closingLeavesADirectoryAloneThatIsSomebodyElses() throws Exception {
        FileTier closing = open();
        fill(closing);
        Stores.deleteDirectory(directory());
        try (FileTier ours = Stores.open(folder.resolve("elsewhere"))) {
            ours.write(Stores.key("a"), Stores.entry("value", 1));
            Files.createDirectory(directory());
            Process other = OpeningProgram.start("file", Stores.options(directory()));
            assertThat(other.inputReader().readLine()).startsWith("opened with 0");
            List<Path> before = Stores.files(directory(), "");
            closing.destroy();
            assertThat(Stores.files(directory(), "")).isEqualTo(before);
            other.outputWriter().close();
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }
}
