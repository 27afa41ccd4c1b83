/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.omnicache.ChildJvm;
import io.omnicache.config.OnFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of the disk that a process gets from the system when it starts; what a machine does not allow is skipped, with the reason. */
class DiskFaultsInProcessesTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_127L);
    private static final int ROOT = 0;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void filesThatMayNotGrow(OnFailure onFailure) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash, whose ulimit is needed");
        List<String> said = run("limit", onFailure, "/bin/bash", "-c", "ulimit -f 40 && exec \"$0\" \"$@\""); // of 1 KB
        assertSurvived(said, onFailure, "File too large");
    }

    /** Permissions do not hold root, unless it has given away the capability to pass by them. */
    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void permissionThatIsLost(OnFailure onFailure) throws Exception {
        boolean root = Integer.valueOf(ROOT).equals(Files.getAttribute(folder, "unix:uid"));
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(!root || Files.isExecutable(setpriv), "permissions do not hold root, and there is no setpriv");
        String all = "-dac_override,-dac_read_search";
        List<String> said = root
                ? run("permission", onFailure, setpriv.toString(), "--bounding-set", all, "--inh-caps", all)
                : run("permission", onFailure);
        assumeFalse(said.get(0).startsWith("skipped"), said.get(0));
        assertSurvived(said, onFailure, "AccessDenied");
    }

    private static void assertSurvived(List<String> said, OnFailure onFailure, String reason) {
        System.out.printf("seed=%d onFailure=%s %s%n", SEED, onFailure, said);
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).startsWith("failed: ").contains(reason).doesNotStartWith("failed: 0");
        if (onFailure == OnFailure.DEGRADE) {
            assertThat(said.get(0)).contains("refused 0,");
        } else {
            assertThat(said.get(0)).doesNotContain("refused 0,");
        }
        assertThat(said.get(1)).isEqualTo("recovered: " + CheckedCache.KEYS);
    }

    private List<String> run(String fault, OnFailure onFailure, String... before) throws Exception {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(ChildJvm.command(DiskFaultsProgram.class, fault, folder.resolve("store"), SEED, onFailure));
        Path error = folder.resolve("error");
        Process process =
                new ProcessBuilder(command).redirectError(error.toFile()).start();
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(error)).isZero();
        return said;
    }
}
