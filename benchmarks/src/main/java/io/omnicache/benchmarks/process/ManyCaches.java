/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.Subject;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** Time and heap that an empty cache takes, when there are many in one manager. */
public final class ManyCaches {
    static final String USAGE = """
            Usage: ManyCaches [options]
              --subjects NAME,...   omnicache, caffeine, cache2k, ehcache, ri (default: all)
              --caches N            caches in one manager (default: 10000)
              --help                this text""";

    private ManyCaches() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, ManyCaches::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        int caches = options.number("--caches", 10_000);
        String all = Subject.providers().stream().map(Subject::label).collect(Collectors.joining(","));
        ChildProcess child = ChildProcess.of(
                Child.class, "-Xms4g", "-Xmx4g", "-XX:+UseSerialGC", "-XX:-ResizeTLAB", "-XX:TLABSize=64k");
        out.printf("%d empty caches, configured plainly: each%n%n", caches);
        out.println("| provider | microseconds | CPU microseconds | bytes |\n|---|---|---|---|");
        for (String label : options.list("--subjects", all)) {
            out.println("| " + label + " | " + child.run(label, caches).get(0) + " |");
        }
    }

    /** One process. */
    static final class Child {
        private static final double NANOS_PER_MICRO = 1_000;

        private Child() {}

        /** Takes subject and number. */
        public static void main(String[] arguments) {
            int caches = Integer.parseInt(arguments[1]);
            CacheManager manager = Caching.getCachingProvider(
                            Subject.named(arguments[0]).provider())
                    .getCacheManager();
            create(manager, "first"); // what is there once, however many there are
            long before = UsedHeap.bytes();
            long cpu = CallerTime.nanos();
            long started = System.nanoTime();
            for (int i = 0; i < caches; i++) {
                create(manager, "cache-" + i);
            }
            long nanos = System.nanoTime() - started;
            cpu = CallerTime.nanos() - cpu;
            long bytes = UsedHeap.bytes() - before;
            if (manager.getCache("cache-" + (caches - 1)) == null) {
                throw new IllegalStateException("the last cache is not there");
            }
            ChildProcess.tell(String.format(
                    Locale.ROOT,
                    "%.1f | %.1f | %d",
                    nanos / NANOS_PER_MICRO / caches,
                    cpu / NANOS_PER_MICRO / caches,
                    bytes / caches));
        }

        private static void create(CacheManager manager, String name) {
            manager.createCache(name, new MutableConfiguration<>());
        }
    }
}
