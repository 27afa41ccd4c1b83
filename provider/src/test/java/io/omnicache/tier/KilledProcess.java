/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes that are to be killed by {@code kill -9}, on the Java and the class path of this one. */
final class KilledProcess {
    /** What the system says of a process that was killed. */
    static final int KILLED = 137;

    private KilledProcess() {}

    /** Starts a program; what it says on standard error comes here. */
    static Process start(Class<?> program, List<String> arguments) throws IOException {
        return start(List.of(), program, arguments, ProcessBuilder.Redirect.INHERIT);
    }

    /** The same; what it says on standard error goes into a file. */
    static Process start(Class<?> program, List<String> arguments, File error) throws IOException {
        return start(List.of(), program, arguments, ProcessBuilder.Redirect.to(error));
    }

    /** The same by another program, which is given the command line. */
    static Process start(List<String> by, Class<?> program, List<String> arguments, ProcessBuilder.Redirect error)
            throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(KilledProgram.nativeAccess());
        command.add(program.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(error).start();
    }

    /** Kills a process; its streams stay as they are, as the process itself would close them. */
    static void kill(Process process) {
        process.toHandle().destroyForcibly();
    }
}
