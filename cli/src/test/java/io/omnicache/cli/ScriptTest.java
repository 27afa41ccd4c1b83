/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script in a folder of its own, with these classes in place of a build. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script needs bash")
class ScriptTest {
    @TempDir
    private Path temporary;

    private Path root;

    @BeforeEach
    void placeTheScript() throws Exception {
        root = Files.createDirectories(temporary.resolve("a folder with blanks"));
        Files.copy(Path.of("..", "omnicache"), root.resolve("omnicache"));
        for (String folder : List.of("provider/src/main", "cli/src/main", "cli/target/lib")) {
            Files.createDirectories(root.resolve(folder));
        }
        for (String pom : List.of("pom.xml", "provider/pom.xml", "cli/pom.xml")) {
            Files.writeString(root.resolve(pom), "<project/>");
        }
        ClassPathJar.write(root.resolve("cli/target/omnicache-cli.jar"));
    }

    @Test
    void runsTheCommandFromAnywhereThroughALinkAndPassesTheExitCodeOn() throws Exception {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), root.resolve("omnicache"));
        Path log = Files.writeString(temporary.resolve("my keys.txt"), "a\na\n");
        ChildRun good =
                ChildRun.of(temporary, link, "simulate", "my keys.txt", "--strategies", "lru", "--sizes", "1", "--csv");
        assertThat(good.err()).isEmpty();
        assertThat(good.out()).contains("\nlru,1,2,1,50.000\n");
        assertThat(good.exitCode()).isZero();
        Files.delete(log);
        ChildRun failed = ChildRun.of(temporary, link, "simulate", "my keys.txt");
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.err()).isEqualTo("omnicache: there is no file my keys.txt\n");
        assertThat(ChildRun.of(temporary, link, "demo", "--secnds").exitCode()).isEqualTo(2);
    }

    @Test
    void readsStandardInputOnceOrTwice() throws Exception {
        Path keys = Files.writeString(temporary.resolve("keys"), "a\nb\na\n");
        ChildRun sized = ChildRun.reading(
                keys,
                temporary,
                root.resolve("omnicache"),
                "simulate",
                "-",
                "--strategies",
                "lru",
                "--sizes",
                "2",
                "--csv");
        assertThat(sized.out()).endsWith("lru,2,3,1,33.333\n");
        ChildRun unsized = ChildRun.reading(keys, temporary, root.resolve("omnicache"), "simulate", "-");
        assertThat(unsized.err()).isEmpty();
        assertThat(unsized.out()).startsWith("standard input\n3 requests for 2 different keys\n");
    }

    @Test
    void minIsLeftOutOfAWorkloadThatIsTooLongForTheHeapOrRefused() throws Exception {
        Path trace = temporary.resolve("long.trc.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(trace))) {
            for (int i = 0; i < 5; i++) {
                out.write(new byte[8_000_000]); // a million requests for one key; 16 MiB are for 4.2 million
            }
        }
        List<String> arguments = new ArrayList<>(List.of("simulate", trace.toString(), "--sizes", "1", "--csv"));
        ChildRun all = withSmallHeap(arguments);
        assertThat(all.err()).startsWith("omnicache: MIN is left out: the workload does not fit");
        assertThat(all.out()).contains("lru,1,5000000,4999999,100.000\n").doesNotContain("MIN");
        assertThat(all.exitCode()).isZero();
        arguments.addAll(List.of("--strategies", "min,lru"));
        ChildRun asked = withSmallHeap(arguments);
        assertThat(asked.err())
                .startsWith("omnicache: min needs the whole workload in memory")
                .hasLineCount(1);
        assertThat(asked.exitCode()).isEqualTo(1);
    }

    private ChildRun withSmallHeap(List<String> arguments) throws Exception {
        ProcessBuilder builder =
                ChildRun.builder(temporary, root.resolve("omnicache"), arguments.toArray(String[]::new));
        builder.environment().put("OMNICACHE_OPTS", "-Xmx64m");
        return ChildRun.of(builder, temporary);
    }

    @Test
    void interruptedItShowsWhatItMeasuredDeletesItsFilesAndEndsWith130() throws Exception {
        Path files = Files.createDirectories(temporary.resolve("tmp"));
        ProcessBuilder builder = ChildRun.builder(temporary, root.resolve("omnicache"), "demo", "--products", "2000");
        builder.environment().put("OMNICACHE_OPTS", "-Djava.io.tmpdir=" + files);
        Path out = temporary.resolve("out");
        Process process = builder.redirectOutput(out.toFile()).start();
        while (process.isAlive() && !Files.readString(out).contains("No cache")) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(Files.readString(out)).contains("Without a cache: ", "Stopped before the end.");
        try (Stream<Path> left = Files.list(files)) {
            assertThat(left.filter(file -> !file.getFileName().toString().startsWith("hsperf")))
                    .isEmpty();
        }
    }

    @Test
    void refusesAnOldJava() throws Exception {
        fake("java/bin/java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        ProcessBuilder builder = ChildRun.builder(temporary, root.resolve("omnicache"), "--help");
        builder.environment().put("JAVA_HOME", temporary.resolve("java").toString());
        ChildRun run = ChildRun.of(builder, temporary);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("omnicache: Java 17 or newer is needed;")
                .endsWith("is version 11.0.2\n");
    }

    @Test
    void buildsWhenASourceIsNewerAndNamesTheLogIfThatFails() throws Exception {
        Path source = Files.writeString(root.resolve("cli/src/main/New.java"), "");
        source.toFile().setLastModified(System.currentTimeMillis() + 10_000);
        fake("bin/mvn", "echo \"[ERROR] no luck with $*\"; exit 1");
        ProcessBuilder builder = ChildRun.builder(temporary, root.resolve("omnicache"), "--help");
        builder.environment().merge("PATH", temporary.resolve("bin") + ":", (path, first) -> first + path);
        ChildRun run = ChildRun.of(builder, temporary);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("Building OmniCache (once)...\n[ERROR] no luck with ")
                .endsWith("is in " + root.toRealPath().resolve("cli/target/omnicache-build.log") + "\n");
    }

    private void fake(String name, String command) throws IOException {
        Path program = temporary.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + command + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
