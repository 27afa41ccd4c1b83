/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Times whole processes from their start to the end of the first get, the providers and the bare map in turn. */
public final class StartUp {
    private StartUp() {}

    /** Takes the number of rounds, 11 if it is left out. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length == 0 ? 11 : Integer.parseInt(arguments[0]);
        Path folder = Files.createTempDirectory("benchmarks");
        Map<Subject, long[]> times = new EnumMap<>(Subject.class);
        for (int round = 0; round <= rounds; round++) {
            for (Subject subject : Subject.values()) {
                if (subject.provider() != null || subject == Subject.MAP) {
                    long millis = run(subject, registered(subject, folder));
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

    /** Registers the provider as its own jar does, alone, and returns the folder to be on the class path. */
    private static Path registered(Subject subject, Path folder) throws IOException {
        Path own = folder.resolve(subject.label());
        Path services = own.resolve("META-INF/services");
        Files.createDirectories(services);
        if (subject.provider() != null) {
            Files.writeString(services.resolve("javax.cache.spi.CachingProvider"), subject.provider());
        }
        return own;
    }

    private static long run(Subject subject, Path registration) throws IOException, InterruptedException {
        String provider = subject.provider();
        ChildProcess child = ChildProcess.of(FirstGet.class).withFirst(registration);
        long started = System.nanoTime();
        child.run(provider == null ? FirstGet.MAP : provider);
        return (System.nanoTime() - started) / 1_000_000;
    }
}
