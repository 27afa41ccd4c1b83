/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to run a class with a main method in a JVM of its own, of the same JDK and class path.
 *
 * @param jvmOptions options of the JVM
 */
public record ChildProcess(Class<?> main, List<String> jvmOptions, String classPath) {
    private static final String RESULT = "result ";

    /** Returns a plain one. */
    public static ChildProcess of(Class<?> main, String... jvmOptions) {
        return new ChildProcess(main, List.of(jvmOptions), System.getProperty("java.class.path"));
    }

    /** Returns the same with a folder in front of its class path. */
    ChildProcess withFirst(Path folder) {
        return new ChildProcess(main, jvmOptions, folder + File.pathSeparator + classPath);
    }

    /** Tells the parent process a result, from the child. */
    public static void tell(Object result) {
        System.out.println(RESULT + result);
    }

    /**
     * Runs it to its end.
     *
     * @return what it told
     * @throws IOException if it ended with another status than 0; the message holds what it printed
     */
    public List<String> run(Object... arguments) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
        List<String> printed = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(Charset.defaultCharset())) {
            reader.lines().forEach(printed::add);
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(main.getSimpleName() + List.of(arguments) + " ended with status " + status + ": "
                    + String.join("\n", printed));
        }
        return printed.stream()
                .filter(line -> line.startsWith(RESULT))
                .map(line -> line.substring(RESULT.length()))
                .toList();
    }

    private List<String> command(Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        command.addAll(NativeAccess.options());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
