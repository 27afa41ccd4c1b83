/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The half of the rule on locks that byte code shows only in method bodies: who uses monitors. A virtual thread that waits inside one keeps its
 * carrier up to JDK 23, so in {@code engine} none may run user code, and none at all may do input or output on the way of an operation.
 */
class MonitorsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "omnicache");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\n]*", Pattern.DOTALL);
    private static final Pattern MONITOR = Pattern.compile("\\bsynchronized\\b");

    @Test
    void areUsedInTheEngineForTheGraphOfWaitingThreadsTheAlarmTheTickAndThePagesOfTheTableOnly() throws IOException {
        // None runs user code inside, but for the comparison of keys in crowded bins: docs/concurrency.md.
        assertThat(usersIn("engine/"))
                .containsExactly(
                        "engine/Operation.java",
                        "engine/Page.java",
                        "engine/Table.java",
                        "engine/expiry/Alarm.java",
                        "engine/expiry/Tick.java");
    }

    @Test
    void areUsedElsewhereWhereSomethingIsMadeOnceOrConfiguredOnly() throws IOException {
        assertThat(usersIn(""))
                .filteredOn(user -> !user.startsWith("engine/"))
                .containsExactly(
                        "codec/ByValue.java",
                        "codec/ClassTable.java",
                        "codec/crypto/ValueSeal.java",
                        "event/Deliveries.java",
                        "event/Registrations.java",
                        "jcache/Arguments.java",
                        "jcache/Assembly.java",
                        "jcache/ManagerRegistry.java",
                        "management/CacheBeans.java");
    }

    @Test
    void eachIsNamedOnThePageOnConcurrency() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "concurrency.md"));
        assertThat(usersIn(""))
                .isNotEmpty()
                .allSatisfy(user -> assertThat(page)
                        .contains("`" + Path.of(user).getFileName().toString().replace(".java", "")));
    }

    private static List<String> usersIn(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(MonitorsTest::usesMonitors)
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    private static boolean usesMonitors(Path file) {
        try {
            return MONITOR.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""))
                    .find();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
