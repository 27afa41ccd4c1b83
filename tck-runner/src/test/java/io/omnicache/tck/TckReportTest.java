/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows that the check of the TCK's reports refuses what it should. */
class TckReportTest {
    private static final List<String> IDLE = List.of("a.A#idle");

    @TempDir
    private Path folder;

    @BeforeEach
    void twoTestsOfWhichOneIsIdle() throws IOException {
        write(
                "TEST-a.A.xml",
                "<testcase name='runs' classname='a.A'/>"
                        + "<testcase name='idle' classname='a.A'><system-err>===== EXCLUDING TEST 'a.A'\t'idle'.</system-err>"
                        + "</testcase>");
    }

    @Test
    void acceptsTheExpectedTests() throws IOException {
        TckReport report = TckReport.read(folder);
        report.requireComplete(2, IDLE);
        assertThat(report.run()).containsExactly("a.A#idle", "a.A#runs");
    }

    @Test
    void refusesOneTestTooFew() throws IOException {
        TckReport report = TckReport.read(folder);
        assertThatThrownBy(() -> report.requireComplete(3, IDLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 of 3 tests ran");
    }

    @ParameterizedTest
    @ValueSource(strings = {"failure", "error", "skipped", "flakyFailure", "flakyError"})
    void refusesATestThatDidNotPass(String outcome) throws IOException {
        write("TEST-b.B.xml", "<testcase name='bad' classname='b.B'><" + outcome + "/></testcase>");
        TckReport report = TckReport.read(folder);
        assertThatThrownBy(() -> report.requireComplete(3, IDLE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 did not pass [b.B#bad]");
    }

    @Test
    void refusesAnUnexpectedIdleTest() throws IOException {
        TckReport report = TckReport.read(folder);
        assertThatThrownBy(() -> report.requireComplete(2, List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 0 expected ones were idle [a.A#idle]");
    }

    @Test
    void refusesAReportThatWasCutShort() throws IOException {
        Files.writeString(folder.resolve("TEST-c.C.xml"), "<testsuite>");
        assertThatThrownBy(() -> TckReport.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("TEST-c.C.xml");
    }

    private void write(String file, String cases) throws IOException {
        Files.writeString(folder.resolve(file), "<testsuite>" + cases + "</testsuite>");
    }
}
