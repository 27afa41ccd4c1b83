/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
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
        ProcessBuilder builder = ChildRun.builder(
                temporary, root.resolve("omnicache"), "demo", "--products", "2000", "--seconds", "600");
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
        ChildRun run = ChildRun.of(withOwnPrograms("--help"), temporary);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("Building OmniCache (once)...\n[ERROR] no luck with ")
                .endsWith("is in " + root.toRealPath().resolve("cli/target/omnicache-build.log") + "\n");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems may have no flock")
    void buildsOnceWhatIsMissingAndAgainWhenASourceIsNewer() throws Exception {
        Path built = takeTheBuildAway();
        fake("bin/mvn", "echo \"$*\" >>\"%s\"; cp \"%s\" \"%s\"".formatted(calls(), built, jar()));

        ChildRun first = ChildRun.of(withOwnPrograms("--version"), temporary);
        assertThat(first.err()).isEqualTo("Building OmniCache (once)...\n");
        assertThat(first.exitCode()).isZero();
        assertThat(calls()).content().contains("-pl cli -am package").hasLineCount(1);

        ChildRun second = ChildRun.of(withOwnPrograms("--version"), temporary);
        assertThat(second).isEqualTo(new ChildRun(0, first.out(), ""));
        assertThat(calls()).content().hasLineCount(1);

        assertThat(jar().toFile().setLastModified(System.currentTimeMillis() - 10_000))
                .isTrue();
        Files.writeString(root.resolve("provider/src/main/New.java"), "");
        assertThat(ChildRun.of(withOwnPrograms("--version"), temporary)).isEqualTo(first);
        assertThat(ChildRun.of(withOwnPrograms("--version"), temporary)).isEqualTo(second);
        assertThat(calls()).content().hasLineCount(2);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "other systems may have no flock")
    void twoCallsAtATimeBuildOnce() throws Exception {
        Path built = takeTheBuildAway();
        Path go = temporary.resolve("go");
        Path locks = Files.createFile(temporary.resolve("locks"));
        // The build goes on when it is told; a caller that has to wait says so before it waits.
        fake(
                "bin/mvn",
                "echo \"$*\" >>\"%1$s\"; while [ -e \"%1$s\" ] && [ ! -e \"%2$s\" ]; do sleep 0.02; done; cp \"%3$s\" \"%4$s\""
                        .formatted(calls(), go, built, jar()));
        fake(
                "bin/flock",
                "PATH=${PATH#*:}; if flock -n \"$@\"; then echo free >>\"%1$s\"; else echo taken >>\"%1$s\"; exec flock"
                                .formatted(locks)
                        + " \"$@\"; fi");

        Process first = started("first");
        untilLines(1, calls(), first);
        Process second = started("second");
        untilLines(2, locks, second);
        Files.createFile(go);

        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(locks).hasContent("free\ntaken\n");
        assertThat(calls()).content().hasLineCount(1);
        assertThat(temporary.resolve("first.err")).hasContent("Building OmniCache (once)...\n");
        assertThat(temporary.resolve("second.err")).isEmptyFile();
        assertThat(temporary.resolve("second.out")).hasSameTextualContentAs(temporary.resolve("first.out"));
        assertThat(first.exitValue() + second.exitValue()).isZero();
    }

    @Test
    void theDemonstrationLoadsSqliteWithoutAWarning() throws Exception {
        ChildRun run = ChildRun.of(temporary, root.resolve("omnicache"), "demo", "--products", "200", "--seconds", "1");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("With cache  100 %");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void longInputShowsProgressOnATerminalWhichIsGoneAtTheEnd() throws Exception {
        ProcessBuilder builder = ChildRun.builder(
                temporary, root.resolve("omnicache"), "simulate", "-", "--strategies", "lru", "--sizes", "2", "--csv");
        builder.environment().putAll(Map.of("OMNICACHE_OPTS", "-Domnicache-terminal.err=true", "TERM", "xterm"));
        Path err = temporary.resolve("progress.err");
        Process process = builder.redirectOutput(
                        temporary.resolve("progress.out").toFile())
                .redirectError(err.toFile())
                .start();
        byte[] keys = "a\nb\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        // Long is what takes long: the input goes on until the progress of it was seen.
        try (OutputStream input = process.getOutputStream()) {
            while (Files.size(err) == 0 && System.nanoTime() - limit < 0) {
                input.write(keys);
            }
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(err).content().startsWith("\rSimulating ...\u001b[K").endsWith("\r\u001b[K");
        assertThat(temporary.resolve("progress.out")).content().contains("\nlru,2,");
        assertThat(process.exitValue()).isZero();
    }

    private Path jar() {
        return root.resolve("cli/target/omnicache-cli.jar");
    }

    private Path calls() {
        return temporary.resolve("calls");
    }

    /** Returns where it is now. */
    private Path takeTheBuildAway() throws IOException {
        return Files.move(jar(), temporary.resolve("built.jar"));
    }

    /** The script, which finds the programs that were made by {@link #fake} before others. */
    private ProcessBuilder withOwnPrograms(String... arguments) {
        ProcessBuilder builder = ChildRun.builder(temporary, root.resolve("omnicache"), arguments);
        builder.environment().merge("PATH", temporary.resolve("bin") + ":", (path, first) -> first + path);
        return builder;
    }

    private Process started(String name) throws IOException {
        return withOwnPrograms("--version")
                .redirectOutput(temporary.resolve(name + ".out").toFile())
                .redirectError(temporary.resolve(name + ".err").toFile())
                .start();
    }

    private static void untilLines(int lines, Path file, Process writer) throws Exception {
        long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Files.exists(file) || Files.readAllLines(file).size() < lines) {
            assertThat(writer.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("%s ended", writer)
                    .isFalse();
            assertThat(System.nanoTime() - limit)
                    .as("no %d lines in %s", lines, file)
                    .isNegative();
        }
    }

    private void fake(String name, String command) throws IOException {
        Path program = temporary.resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + command + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
