/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What a child does with a native library. */
class ChildProcessTest {
    private static final String STOP = "stop";

    @Test
    void aChildLoadsNativeLibrariesWithoutAWarning() throws Exception {
        assertThat(ChildProcess.of(Native.class).run("go on")).containsExactly("opened");
        // What a child prints is shown only if it fails.
        assertThatThrownBy(() -> ChildProcess.of(Native.class).run(STOP))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Native[stop] ended with status 3: ")
                .hasMessageContaining("result opened")
                .hasMessageNotContainingAny("restricted", "native-access");
    }

    /** Opens a database of SQLite. */
    static final class Native {
        private Native() {}

        public static void main(String[] arguments) throws SQLException {
            try (Connection opened = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                ChildProcess.tell(opened.isClosed() ? "closed" : "opened");
            }
            if (arguments[0].equals(STOP)) {
                System.exit(3);
            }
        }
    }
}
