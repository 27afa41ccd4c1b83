/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Far more is put into a cache without a bound than the heap of 256 MiB holds, and the process lives. How much: {@code
 * omnicache.test.guard.gigabytes}, 20 in the long legs of {@code .ci/run}.
 */
class MemoryGuardTest {
    private static final int GIGABYTES = Integer.getInteger("omnicache.test.guard.gigabytes", 1);

    @TempDir
    Path folder;

    /** The application of the child process: values are strings of so many characters, each a byte, up to so many GB, put by so many threads. */
    public static final class Application {
        public static void main(String[] arguments) throws InterruptedException {
            byte[] text = new byte[Integer.parseInt(arguments[0])];
            int puts = (int) ((Long.parseLong(arguments[1]) << 30) / text.length);
            Cache<Integer, String> cache =
                    Caching.getCachingProvider().getCacheManager().createCache("filled", new MutableConfiguration<>());
            AtomicInteger next = new AtomicInteger();
            List<Thread> writers = IntStream.range(0, Integer.parseInt(arguments[2]))
                    .mapToObj(writer -> new Thread(() -> fill(cache, text, next, puts - 1)))
                    .toList();
            writers.forEach(Thread::start);
            for (Thread writer : writers) {
                writer.join();
            }
            fill(cache, text, next, puts);
            for (Thread each : Thread.getAllStackTraces().keySet()) {
                if (each.getName().equals("omnicache-guard")) {
                    each.join(); // a daemon: what it does last, the warning, would be lost
                }
            }
            OmniCache<?, ?> filled = cache.unwrap(OmniCache.class);
            System.out.println("bounded by the guard " + filled.isBoundedByGuard() + ", kept to " + isKept(filled)
                    + ", has the last " + cache.containsKey(puts - 1));
        }

        /** The guard may be lowering the bound at this moment, and is given time to; what is in the end too much stays so. */
        private static boolean isKept(OmniCache<?, ?> filled) {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            long size = filled.size();
            long maximum = filled.maximum().orElse(0);
            System.out.println("size " + size + " of " + maximum);
            while (size > maximum && System.nanoTime() < end) {
                Thread.onSpinWait();
                size = filled.size();
                maximum = filled.maximum().orElse(0);
            }
            System.out.println("at rest " + size + " of " + maximum);
            return size <= maximum;
        }

        private static void fill(Cache<Integer, String> cache, byte[] text, AtomicInteger next, int puts) {
            for (int i = next.getAndIncrement(); i < puts; i = next.getAndIncrement()) {
                cache.put(i, new String(text, StandardCharsets.ISO_8859_1));
            }
            next.set(puts);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UseG1GC, 1000, 1",
        "UseG1GC, 10000, 1",
        "UseG1GC, 100000, 1",
        "UseG1GC, 300000, 2",
        "UseG1GC, 1000000, 2",
        "UseParallelGC, 10000, 1",
        "UseSerialGC, 10000, 1",
        "UseZGC, 10000, 1"
    })
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void processLives(String collector, int valueSize, int writers) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-Duser.language=en",
                        "-XX:+" + collector,
                        "-XX:ErrorFile=" + folder.resolve("crash.txt"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        String.valueOf(valueSize),
                        String.valueOf(GIGABYTES),
                        String.valueOf(writers))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output);
        assertThat(printed).contains("bounded by the guard true, kept to true, has the last true");
        assertThat(process.exitValue()).as(printed).isZero();
        assertThat(printed).containsOnlyOnce("WARNING: bounded by the memory guard: cache=filled entries=");
        assertThat(Stream.of("OutOfMemoryError", "Exception")).noneMatch(printed::contains);
    }
}
