/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.byvalue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.omnicache.benchmarks.Zipf;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of the calling thread for a get by value: what can be compared on a machine that others use, too. One
 * process for each subject, the best of many short rounds, and the best of several processes, taken in turn.
 */
public final class CopyTimes {
    private static final int ENTRIES = 100_000;
    private static final int SEQUENCE = 1 << 20;
    private static final int CALLS = 20_000;
    private static final long WARM_UP_NANOS = 3_000_000_000L;
    private static final long NANOS = 3_000_000_000L;

    // So that no copy can be left out.
    private static final @Nullable Object[] CONSUMED = new Object[16];

    private CopyTimes() {}

    /** Takes the number of processes of each subject, 3 if it is left out; or what one process is to measure. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            System.out.println(best(CopySubject.valueOf(arguments[0]), CopySubject.Values.valueOf(arguments[1])));
            return;
        }
        int processes = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        for (CopySubject.Values values : CopySubject.Values.values()) {
            Map<CopySubject, Double> least = new EnumMap<>(CopySubject.class);
            for (int i = 0; i < processes; i++) {
                for (CopySubject subject : CopySubject.values()) {
                    least.merge(subject, inProcess(subject, values), Math::min);
                }
            }
            double limit = least.getOrDefault(CopySubject.HAND, Double.NaN);
            System.out.println(values + ", get of 100,000 entries, CPU ns of the calling thread, ratio to by hand");
            least.forEach((subject, nanos) ->
                    System.out.printf(Locale.ROOT, "%-14s %8.1f %7.2f%n", subject, nanos, nanos / limit));
        }
    }

    private static double inProcess(CopySubject subject, CopySubject.Values values)
            throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + File.separator + "bin" + File.separator + "java";
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        CopyTimes.class.getName(),
                        subject.name(),
                        values.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(subject + " failed");
        }
        return Double.parseDouble(printed.strip());
    }

    private static double best(CopySubject subject, CopySubject.Values values) {
        IntFunction<@Nullable Object> store = subject.filled(values, ENTRIES);
        int[] sequence = Zipf.draw(ENTRIES, SEQUENCE, 42);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long begin = threads.getCurrentThreadCpuTime();
        long best = Long.MAX_VALUE;
        int at = 0;
        for (long now = begin; now - begin < WARM_UP_NANOS + NANOS; ) {
            for (int i = 0; i < CALLS; i++) {
                CONSUMED[i & 15] = store.apply(sequence[at++ & (SEQUENCE - 1)]);
            }
            long after = threads.getCurrentThreadCpuTime();
            best = now - begin < WARM_UP_NANOS ? best : Math.min(best, after - now);
            now = after;
        }
        return (double) best / CALLS;
    }
}
