/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The half of the rule on locks that byte code shows only in method bodies: where the engine uses monitors. */
class MonitorsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "omnicache", "engine");

    @Test
    void areUsedForTheGraphOfWaitingThreadsTheAlarmTheTickAndThePagesOfTheTableOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> users = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(MonitorsTest::usesMonitors)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
            // None runs user code inside, but for the comparison of keys in crowded bins: docs/concurrency.md.
            assertThat(users).containsExactly("Alarm.java", "Operation.java", "Page.java", "Table.java", "Tick.java");
        }
    }

    private static boolean usesMonitors(Path file) {
        try {
            return Files.readString(file).matches("(?s).*\\bsynchronized\\b.*");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
