/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, on a small trace. */
class MissRatioCurvesTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @AfterEach
    void closeProviders() {
        Caching.getCachingProviders(getClass().getClassLoader()).forEach(provider -> provider.close());
    }

    private int run(String... arguments) throws InterruptedException {
        return MissRatioCurves.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    @Test
    void printsALinePerCurveAndTheMeanError() throws Exception {
        Random random = new Random(1);
        long[] keys = random.doubles(20_000)
                .mapToLong(drawn -> (long) (2_000 * drawn * drawn))
                .toArray();
        TraceFile.write(folder.resolve("skewed.trc.gz"), keys);
        TraceFile.write(folder.resolve("short.trc.gz"), 1, 2, 1, 3, 2, 2);
        assertThat(run("--traces", folder.toString(), "--subjects", "lru", "--seeds", "1"))
                .as(err.toString(StandardCharsets.UTF_8))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("skewed +lru +64 +20000 ")
                .containsPattern("short +lru +64 .* Not enough requests yet: 6 of about 256")
                .containsPattern("lru: \\d curves of \\d, mean absolute error \\d\\.\\d\\d points")
                .contains("  at 400 % of the size: ");
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertThat(run("--subjects", "lru")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("MissRatioCurves: option --traces is missing");
    }
}
