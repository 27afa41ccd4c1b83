/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Disks that take a part of a write, or nothing, made with what the system has; what a machine does not allow is skipped. After each failure
 * the store goes on, and says nothing that was not acknowledged or tried: not then, and not after it was opened again.
 */
class PartialWritesTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_122L);
    private static final int CHANGES = 1_500;

    @TempDir
    Path directory;

    /** A process whose files cannot become larger than a limit. */
    public static final class Limited {
        private static final int LARGE = 60_000;

        public static void main(String[] arguments) throws IOException {
            Outcomes outcomes = new Outcomes(Long.parseLong(arguments[2]), 2_000, LARGE);
            try (FileTier tier =
                    Stores.open(Path.of(arguments[0]), "durability", arguments[1], "entries", "1k", "overhead", "3")) {
                for (int i = 0; i < CHANGES; i++) {
                    outcomes.change(tier);
                }
                outcomes.check(tier);
            }
            System.out.println(outcomes.made() + " " + outcomes.failed());
            System.out.println(outcomes.reasons());
            System.out.println(outcomes.write());
        }
    }

    @ParameterizedTest(name = "durability {0}")
    @ValueSource(strings = {"os", "fsync"})
    void filesThatMayNotGrowCostTheChangesThatDoNotFitAndNothingElse(String durability) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash, whose ulimit is needed");
        List<String> said = limited(durability);
        assertThat(said).as("what the process said").hasSize(3);
        String[] counts = said.get(0).split(" ", 2);
        System.out.printf("limited files: seed=%d durability=%s made and failed=%s%n", SEED, durability, said.get(0));
        assertThat(said.get(1)).contains("File too large");
        assertThat(Integer.parseInt(counts[0])).as("changes made").isGreaterThan(CHANGES * 8 / 10);
        assertThat(Integer.parseInt(counts[1])).as("changes failed").isGreaterThan(CHANGES / 100);
        Outcomes outcomes = new Outcomes(SEED, 2_000, 4_000);
        outcomes.read(said.get(2));
        for (int round = 0; round < 2; round++) {
            try (FileTier tier = Stores.open(directory, "entries", "1k", "overhead", "3")) {
                assertThat(tier.report().isClean())
                        .as(
                                "the beginnings of lines were cut off at once: %s",
                                tier.report().faults())
                        .isTrue();
                outcomes.check(tier);
                for (int i = 0; i < 200; i++) {
                    outcomes.change(tier);
                }
            }
            assertThat(outcomes.failed()).isZero();
            Stores.forgetSnapshots(directory);
        }
    }

    /* 40 KB are less than a segment, so lines that fit as such come to the limit, too. */
    private List<String> limited(String durability) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 40 && exec \"$0\" \"$@\""));
        command.addAll(ChildJvm.command(Limited.class, directory, durability, SEED));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("how the process ended").isZero();
        return said;
    }

    @ParameterizedTest(name = "durability {0}")
    @ValueSource(strings = {"os", "fsync"})
    void fullDiskFailsChangesUntilThereIsRoom(String durability) throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString()) == 0,
                "a small file system cannot be mounted here: that needs root");
        try {
            Outcomes outcomes = new Outcomes(SEED, 4_000, 30_000);
            Path ballast = directory.resolve("ballast");
            for (int round = 0; round < 4; round++) {
                try (FileTier tier =
                        Stores.open(directory, "durability", durability, "entries", "1k", "overhead", "100")) {
                    outcomes.check(tier);
                    int before = outcomes.failed();
                    Files.write(ballast, new byte[(int) directory.toFile().getUsableSpace() - (100 << 10)]);
                    while (outcomes.failedInARow() < 20) {
                        outcomes.change(tier);
                    }
                    assertThat(outcomes.failed()).isGreaterThanOrEqualTo(before + 20);
                    outcomes.check(tier);
                    Files.delete(ballast);
                    for (int i = 0; i < 20; i++) {
                        before = outcomes.failed();
                        outcomes.change(tier);
                        assertThat(outcomes.failed()).as("failed with room").isEqualTo(before);
                    }
                    outcomes.check(tier);
                    tier.clear(); // so that the next round has room
                    outcomes = new Outcomes(SEED + round, 4_000, 30_000);
                    for (int i = 0; i < 50; i++) {
                        outcomes.change(tier);
                    }
                }
                Stores.forgetSnapshots(directory);
            }
            assertThat(Stores.segments(directory)).hasSizeLessThan(20);
        } finally {
            run("umount", directory.toString());
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    /** A link in the place of a segment leads to a device that is always full. */
    @Test
    void fileThatTakesNothingIsLeftForAnother() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no " + full);
        try (FileTier tier = Stores.open(directory, "entries", "1k")) {
            tier.write(Stores.key("before"), Stores.entry("lost with its file", 1));
            Segment segment = tier.shards().get(0).log().catalog().oldestFirst().get(0);
            segment.file().release(); // as if too many files were open
            Files.delete(segment.file().path());
            Files.createSymbolicLink(segment.file().path(), full);
            segment.file().remember(); // as if it had always been that one
            assertThatThrownBy(() -> segment.file().write(new byte[1], 0, 1, 0)).hasMessageContaining("No space left");
            assertThatThrownBy(() -> tier.write(Stores.key("before"), Stores.entry("new", 2)))
                    .hasMessageContaining("No space left");
            tier.write(Stores.key("after"), Stores.entry("in another file", 2));
            assertThat(Stores.value(tier, Stores.key("after"))).isEqualTo("in another file");
            assertThat(Stores.value(tier, Stores.key("before"))).isNull();
        }
        for (int round = 0; round < 2; round++) {
            try (FileTier tier =
                    Stores.open(directory, "entries", "1k")) { // closing has seen that a file was too short
                assertThat(Stores.value(tier, Stores.key("after"))).isIn("in another file", null);
                assertThat(Stores.value(tier, Stores.key("before"))).isNull();
            }
            Stores.forgetSnapshots(directory);
        }
    }
}
