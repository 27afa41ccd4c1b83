/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that was run in a process of its own, on the Java of this one, and what it printed. */
record ChildRun(int exitCode, String out, String err) {
    static ProcessBuilder builder(Path workingDirectory, Path program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "OMNICACHE_OPTS"));
        return builder;
    }

    static ChildRun of(Path workingDirectory, Path program, String... arguments) throws Exception {
        return of(builder(workingDirectory, program, arguments), workingDirectory);
    }

    static ChildRun reading(Path input, Path workingDirectory, Path program, String... arguments) throws Exception {
        return of(builder(workingDirectory, program, arguments).redirectInput(input.toFile()), workingDirectory);
    }

    static ChildRun of(ProcessBuilder builder, Path scratch) throws IOException, InterruptedException {
        File out = Files.createTempFile(scratch, "out", "").toFile();
        File err = Files.createTempFile(scratch, "err", "").toFile();
        Process process = builder.redirectOutput(out).redirectError(err).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("still running after five minutes: " + builder.command());
        }
        return new ChildRun(process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    }
}
