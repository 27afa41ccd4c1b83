/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Times whole processes from their start to the end of the first get, the providers in turn. */
public final class StartUp {
    private StartUp() {}

    /** Takes the number of rounds, 11 if it is left out. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
        Map<Subject, long[]> times = new EnumMap<>(Subject.class);
        for (int round = 0; round <= rounds; round++) {
            for (Subject subject : Subject.values()) {
                if (subject.provider() != null) {
                    long millis = run(subject);
                    if (round > 0) { // the first round warms the file system
                        times.computeIfAbsent(subject, unknown -> new long[rounds])[round - 1] = millis;
                    }
                }
            }
        }
        System.out.println("provider   median ms   least   most");
        times.forEach((subject, millis) -> {
            Arrays.sort(millis);
            System.out.printf("%-10s %9d %7d %6d%n", subject, millis[rounds / 2], millis[0], millis[rounds - 1]);
        });
    }

    private static long run(Subject subject) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        long started = System.nanoTime();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstGet.class.getName(),
                        subject.provider())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(subject + " ended with status " + status);
        }
        return (System.nanoTime() - started) / 1_000_000;
    }
}
