/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OmnicacheTest {
    @Test
    void helpNamesEveryCommand() {
        CommandRun run = CommandRun.of("--help");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("demo", "simulate", "--version", "./omnicache demo");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void eachCommandHasHelp() {
        assertThat(CommandRun.of("demo", "--help").out()).contains("--seconds", "--threads", "--products");
        assertThat(CommandRun.of("simulate", "--help").out())
                .contains("--sizes", "--strategies", "--format", "--csv", "--chart");
    }

    @Test
    void versionNamesTheBuildAndTheJava() {
        CommandRun run = CommandRun.of("--version");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).matches("omnicache [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?\\RJava .+\\R");
    }

    @Test
    void aMissingOrUnknownCommandIsAWrongCall() {
        CommandRun none = CommandRun.of();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err())
                .startsWith("Missing command: demo, simulate, migrate, verify, dump or compact")
                .contains("Usage: omnicache");
        CommandRun unknown = CommandRun.of("simulte");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("Unmatched argument", "simulate");
    }

    @Test
    void aFailureIsOneLineUnlessAskedForMore() {
        CommandRun brief = CommandRun.of("simulate", "no-such-file.log");
        assertThat(brief.exitCode()).isEqualTo(1);
        assertThat(brief.err()).isEqualToNormalizingNewlines("omnicache: there is no file no-such-file.log\n");
        CommandRun debugged = CommandRun.of("simulate", "--debug", "no-such-file.log");
        assertThat(debugged.exitCode()).isEqualTo(1);
        assertThat(debugged.err()).contains("there is no file no-such-file.log", "\tat io.omnicache.cli.simulate");
    }
}
