/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of mistake that a file can contain, with the whole message that it gets. */
class MistakesTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    static Stream<Arguments> mistakes() throws IOException {
        try (InputStream in = MistakesTest.class.getResourceAsStream("mistakes.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.stream(text.split("=====\n"))
                    .skip(1)
                    .map(one -> one.strip().split("\n=> "))
                    .map(one -> Arguments.of(one[0], one[1]));
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsRefusedAndExplained(String yaml, String message) {
        Reading reading = new Reading(folder).file(yaml + "\n").environment(Map.of("SECRET", SECRET));

        assertThatThrownBy(reading::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message.replace("FILE", reading.file().toString()));
    }

    @Test
    void aValueFromTheEnvironmentIsShownNowhereInTheException() {
        for (String option :
                new String[] {"value", "loader", "statistics", "expiry", "loaderRetry", "byValue", "missRatioCurve"}) {
            Reading reading = new Reading(folder)
                    .file("caches: { users: { %s: \"x.${SECRET}\" } }".formatted(option))
                    .environment(Map.of("SECRET", SECRET));

            assertThatThrownBy(reading::load)
                    .satisfies(thrown -> assertThat(stackTrace(thrown))
                            .contains("x.${SECRET}")
                            .doesNotContain(SECRET));
        }
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }
}
