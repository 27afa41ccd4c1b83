/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.OmniCachingProvider;
import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.WrongCallException;
import io.omnicache.benchmarks.Zipf;
import io.omnicache.benchmarks.process.CallerTime;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.cache.Cache;

/** Gets that the heap answers, in caches with and without tiers below it: forks in turns, compared with the heap alone in the same turn. */
public final class HeapHits {
    static final String USAGE = """
            Usage: HeapHits [options]
              --tiers NAME,...      what is below the heap: file, sqlite, sqlite-shared (default: the first two)
              --entries N           entries, all of which the heap has room for (default: 100000)
              --operations N        gets of each measurement (default: 20000000)
              --forks N             JVMs of each kind, in turns (default: 10)
            """ + WorkDirectory.USAGE + "\n  --help                this text";

    private static final String ALONE = "heap";
    private static final String GET = "get";

    private HeapHits() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, HeapHits::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        List<String> kinds = new ArrayList<>(List.of(ALONE));
        for (String tier : options.list("--tiers", "file,sqlite")) {
            if (!DiskSubject.named(tier).kind().isOurs()) {
                throw new WrongCallException("'" + tier + "' is no tier of OmniCache");
            }
            kinds.add(tier);
        }
        int forks = options.number("--forks", 10);
        int entries = options.number("--entries", 100_000);
        Samples nanos = new Samples();
        for (int fork = 0; fork < forks; fork++) {
            for (int i = 0; i < kinds.size(); i++) {
                String kind = kinds.get((i + fork) % kinds.size());
                nanos.add(kind, GET, measure(kind, entries, options));
            }
        }
        out.printf(
                "get of %,d entries that the heap holds, %d forks in turns, processor time of the caller%n%n",
                entries, forks);
        out.println("| tiers | ns | times the heap alone, of the same turn |\n|---|---|---|");
        for (String kind : kinds) {
            String name = kind.equals(ALONE) ? kind : ALONE + " + " + kind;
            out.println("| " + name + " | " + nanos.spread(kind, GET).text("%.1f") + " | "
                    + nanos.ratios(kind, ALONE, GET).text("%.3f") + " |");
        }
    }

    private static double measure(String kind, int entries, CommandLine options)
            throws IOException, InterruptedException {
        try (WorkDirectory directory = WorkDirectory.create(options)) {
            String told = ChildProcess.of(Child.class, "-Xms2g", "-Xmx2g")
                    .run(kind, entries, options.number("--operations", 20_000_000), directory.path())
                    .get(0);
            return Double.parseDouble(told);
        }
    }

    /** One process. */
    static final class Child {
        private static final int ROUNDS = 5;
        private static final int SEQUENCE = 1 << 20;

        private Child() {}

        /** Takes the tier, entries, operations and directory. */
        public static void main(String[] arguments) throws Exception {
            int entries = Integer.parseInt(arguments[1]);
            int operations = Integer.parseInt(arguments[2]);
            OmniConfigurationBuilder<Integer, String> builder =
                    OmniConfiguration.builder(Integer.class, String.class).entries(2L * entries);
            if (!arguments[0].equals(ALONE)) {
                DiskSubject.Kind kind = DiskSubject.named(arguments[0]).kind();
                builder.tier(kind.tier(), kind.options(Path.of(arguments[3])));
            }
            try (OmniCachingProvider provider = new OmniCachingProvider()) {
                Cache<Integer, String> cache = provider.getCacheManager().createCache("hits", builder.build());
                for (int i = 0; i < entries; i++) {
                    cache.put(i, new String(Payload.value(i, 0), StandardCharsets.ISO_8859_1));
                }
                ChildProcess.tell(String.format(Locale.ROOT, "%.3f", measure(cache, entries, operations)));
            }
        }

        /* The least of several: what others do on the machine only adds. */
        private static double measure(Cache<Integer, String> cache, int entries, int operations) {
            int[] drawn = Zipf.draw(entries, SEQUENCE, 42);
            double least = Double.MAX_VALUE;
            int count = operations / ROUNDS;
            for (int round = 0; round < ROUNDS; round++) {
                long started = CallerTime.nanos();
                for (int i = 0; i < count; i++) {
                    if (cache.get(drawn[i & (SEQUENCE - 1)]) == null) {
                        throw new IllegalStateException("an entry is missing");
                    }
                }
                least = Math.min(least, (double) (CallerTime.nanos() - started) / count);
            }
            return least;
        }
    }
}
