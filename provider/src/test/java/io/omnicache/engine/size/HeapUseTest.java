/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes are right to 15 %, on VMs with different layouts: measured in processes of their own, by what a collection leaves. */
class HeapUseTest {
    private static final double MOST_PERCENT = 15;
    private static final double MOST_PERCENT_OF_SMALL_ENTRIES = 20;
    private static final int FIRST_WITH_COMPACT_HEADERS = 25;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseCompressedOops",
                "-XX:-UseCompressedOops -XX:-CompactStrings",
                "-XX:+UseCompactObjectHeaders -XX:ObjectAlignmentInBytes=16"
            })
    void valuesTakeWhatIsEstimated(String options) throws Exception {
        assumeTrue(!options.contains("CompactObjectHeaders") || hasCompactHeaders());
        List<String[]> values = run(HeapUse.class, "value", options.split(" "));
        assertThat(values).hasSize(HeapUse.kinds().size());
        for (String[] value : values) {
            if (!value[1].equals(HeapUse.WARM_UP)) {
                assertThat(Double.parseDouble(value[4]))
                        .as("error in percent: %s", String.join(" ", value))
                        .isCloseTo(0, within(MOST_PERCENT));
            }
        }
    }

    @Test
    void cachesTakeWhatTheirBoundSays() throws Exception {
        List<String[]> caches = run(BoundHeapUse.class, "cache");
        assertThat(caches).isNotEmpty();
        for (String[] cache : caches) {
            if (!cache[1].equals(HeapUse.WARM_UP)) {
                assertThat(Double.parseDouble(cache[4]))
                        .as("percent of the bound: %s", String.join(" ", cache))
                        .isCloseTo(
                                100,
                                within(
                                        cache[1].startsWith(BoundHeapUse.STRATEGY)
                                                ? MOST_PERCENT_OF_SMALL_ENTRIES
                                                : MOST_PERCENT));
            }
        }
    }

    private static boolean hasCompactHeaders() {
        return Runtime.version().feature() >= FIRST_WITH_COMPACT_HEADERS;
    }

    /** Runs a program; returns the fields of the lines that begin with a word. */
    private List<String[]> run(Class<?> program, String word, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:MarkSweepAlwaysCompactCount=1", // else a collection leaves some garbage where it is
                "-XX:-ResizeTLAB", // what a thread has reserved counts as used, megabytes of it
                "-XX:TLABSize=16k"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int status = process.waitFor();
        String printed = Files.readString(output);
        System.out.println(List.of(options) + "\n" + printed);
        assertThat(status).as(printed).isZero();
        return printed.lines()
                .map(line -> line.split("\t"))
                .filter(line -> line[0].equals(word))
                .toList();
    }
}
