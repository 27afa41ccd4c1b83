/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Puts, updates and gets of values of 1 KB by one thread, each store in a JVM of its own, in turns. */
public final class Throughput {
    static final String USAGE = """
            Usage: Throughput [options]
              --subjects NAME,...   file, sqlite, ehcache, file-tier (without a cache), sqlite-jdbc, mvstore, mapdb, rocksdb,
                                    append-log; file and sqlite also with a compressor, as file:zstd (default: all without compressors)
              --entries N,...       how many keys there are, and operations of each kind (default: 100000,1000000)
              --rounds N            how often each is run, in turns (default: 3)
              --heap SIZE           heap of each JVM (default: 4g)
            """ + WorkDirectory.USAGE + "\n  --help                this text";

    private static final String PROCESSOR = " processor";
    private static final List<String> BESIDE = List.of("ehcache", "rocksdb");

    private Throughput() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, Throughput::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        List<String> labels = options.list("--subjects", DiskSubject.ALL);
        labels.forEach(DiskSubject::named);
        int rounds = options.number("--rounds", 3);
        for (int entries : options.numbers("--entries", "100000,1000000")) {
            Samples results = new Samples();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < labels.size(); i++) {
                    run(labels.get((i + round) % labels.size()), entries, options, results);
                }
            }
            out.printf(
                    "%,d entries of 1 KB, %d rounds in turns: median (quartiles) of operations per second by the clock, and"
                            + " processor time of the process for each in microseconds%n%n",
                    entries, rounds);
            print(labels, results, out);
            BESIDE.stream().filter(labels::contains).forEach(other -> ratios(labels, other, results, out));
        }
    }

    private static void run(String label, int entries, CommandLine options, Samples results)
            throws IOException, InterruptedException {
        try (WorkDirectory directory = WorkDirectory.create(options)) {
            String heap = options.text("--heap", "4g");
            // memory that is used for the first time is dear on some machines, and none of a store's cost
            ChildProcess child = ChildProcess.of(Child.class, "-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch");
            for (String told : child.run(label, entries, directory.path())) {
                String[] words = told.split(" ", -1);
                results.add(label, words[0], Double.parseDouble(words[1]));
                results.add(label, words[0] + PROCESSOR, Double.parseDouble(words[2]));
            }
        }
    }

    private static void print(List<String> labels, Samples results, PrintStream out) {
        out.println("| subject | put | update | get | put, us | update, us | get, us |\n|---|---|---|---|---|---|---|");
        for (String label : labels) {
            StringBuilder line = new StringBuilder("| " + label + " |");
            for (Phase phase : Phase.values()) {
                line.append(' ')
                        .append(results.spread(label, phase).text("%,.0f"))
                        .append(" |");
            }
            for (Phase phase : Phase.values()) {
                double micros = results.spread(label, phase + PROCESSOR).median();
                line.append(String.format(Locale.ROOT, " %.1f |", micros));
            }
            out.println(line);
        }
        out.println();
    }

    private static void ratios(List<String> labels, String other, Samples results, PrintStream out) {
        out.printf("| times %s, of the same round | put | update | get |%n|---|---|---|---|%n", other);
        for (String label : labels) {
            if (DiskSubject.named(label).kind().isOurs()) {
                StringBuilder line = new StringBuilder("| " + label + " |");
                for (Phase phase : Phase.values()) {
                    line.append(' ')
                            .append(results.ratios(label, other, phase).text("%.2f"))
                            .append(" |");
                }
                out.println(line);
            }
        }
        out.println();
    }

    /** What is measured of each store. */
    private enum Phase {
        PUT,
        UPDATE,
        GET
    }

    /** One process. */
    static final class Child {
        private static final int WARM_UP = 50_000;
        private static final int ROUNDS_OF_WARM_UP = 3;

        /** The compiler bets on the first store that it sees; when another one is opened, it begins anew. */
        private static final int STORES_OF_WARM_UP = 4;

        private final DiskStore store;
        private final int entries;
        private final int[] versions;
        private final Random random = new Random(1);

        private Child(DiskStore store, int entries) {
            this.store = store;
            this.entries = entries;
            versions = new int[entries];
        }

        /** Takes subject, entries and directory. */
        public static void main(String[] arguments) throws Exception {
            DiskSubject subject = DiskSubject.named(arguments[0]);
            int entries = Integer.parseInt(arguments[1]);
            Path directory = Path.of(arguments[2]);
            int few = Math.min(WARM_UP, entries);
            for (int i = 0; i < STORES_OF_WARM_UP; i++) {
                warmUp(subject, directory.resolve("warm-" + i), few);
            }
            System.gc(); // before it is measured
            try (DiskStore store = subject.open(directory.resolve("measured"), entries)) {
                new Child(store, entries).run(true);
            }
        }

        private static void warmUp(DiskSubject subject, Path directory, int few) throws Exception {
            try (DiskStore store = subject.open(directory, few)) {
                Child child = new Child(store, few);
                for (int i = 0; i < ROUNDS_OF_WARM_UP; i++) {
                    child.run(false);
                }
            }
        }

        private interface Operation {
            void run(int i) throws Exception;
        }

        private void run(boolean told) throws Exception {
            phase(Phase.PUT, told, i -> store.put(Payload.key(i), Payload.value(i, versions[i])));
            phase(Phase.UPDATE, told, i -> {
                int number = random.nextInt(entries);
                store.put(Payload.key(number), Payload.value(number, ++versions[number]));
            });
            phase(Phase.GET, told, i -> get(random.nextInt(entries)));
        }

        private void get(int number) throws Exception {
            int version = Payload.version(number, store.get(Payload.key(number)));
            if (version != versions[number]) {
                throw new IllegalStateException(
                        "version " + version + " instead of " + versions[number] + " of " + Payload.key(number));
            }
        }

        private void phase(Phase phase, boolean told, Operation operation) throws Exception {
            long processor = ProcessorTime.nanos();
            long started = System.nanoTime();
            for (int i = 0; i < entries; i++) {
                operation.run(i);
            }
            store.settle();
            double nanos = System.nanoTime() - started;
            processor = ProcessorTime.nanos() - processor;
            if (told) {
                ChildProcess.tell(String.format(
                        Locale.ROOT, "%s %.1f %.3f", phase, entries * 1e9 / nanos, processor / 1e3 / entries));
            }
        }
    }
}
