/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.process.UsedHeap;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is there after a store was closed: the disk it takes, how long it takes to open it and to read an entry, the heap it takes then. */
public final class Reopening {
    static final String USAGE = """
            Usage: Reopening [options]
              --subjects NAME,...   as for Throughput (default: all, and file and sqlite with zstd and lz4)
              --entries N,...       how many keys were put (default: 100000,1000000)
              --rounds N            how often each is opened, in turns, in a new JVM each time (default: 3)
              --heap SIZE           heap of each JVM (default: 4g)
            """ + WorkDirectory.USAGE + "\n  --help                this text";

    private static final String SUBJECTS = DiskSubject.ALL + ",file:zstd,file:lz4,sqlite:zstd,sqlite:lz4";
    private static final String MILLIS = "millis";
    private static final String HEAP = "heap";
    private static final String THERE = "there";
    private static final String SNAPSHOT = "index.snapshot";

    private Reopening() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, Reopening::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        List<String> labels = options.list("--subjects", SUBJECTS);
        labels.forEach(DiskSubject::named);
        int rounds = options.number("--rounds", 3);
        for (int entries : options.numbers("--entries", "100000,1000000")) {
            out.printf(
                    "%,d entries of 1 KB, put once and closed: median (quartiles) of %d openings, each in a new JVM, until an"
                            + " entry was read%n%n",
                    entries, rounds);
            out.println("| subject | entries there | disk, bytes per entry | open, ms | without snapshot, ms"
                    + " | heap, bytes per entry |\n|---|---|---|---|---|---|");
            try (WorkDirectory directory = WorkDirectory.create(options)) {
                new Openings(directory.path(), options.text("--heap", "4g"), entries).run(labels, rounds, out);
            }
        }
    }

    /** Stores that are filled once and opened in turns. */
    private record Openings(Path directory, String heap, int entries) {
        void run(List<String> labels, int rounds, PrintStream out) throws IOException, InterruptedException {
            for (String label : labels) {
                child("-XX:+UseParallelGC").run("fill", label, entries, place(label));
            }
            Samples plain = new Samples();
            Samples without = new Samples();
            for (int round = 0; round < rounds; round++) {
                for (String label : labels) {
                    open(label, plain);
                    if (DiskSubject.named(label).hasSnapshot()) {
                        WorkDirectory.delete(place(label), SNAPSHOT);
                        open(label, without);
                    }
                }
            }
            for (String label : labels) {
                print(label, plain, without, out);
            }
            out.println();
        }

        private Path place(String label) {
            return directory.resolve(label.replace(':', '-'));
        }

        /* Small buffers of threads, which count as heap in use. */
        private ChildProcess child(String collector) {
            return ChildProcess.of(
                    Child.class, "-Xms" + heap, "-Xmx" + heap, collector, "-XX:-ResizeTLAB", "-XX:TLABSize=64k");
        }

        private void open(String label, Samples figures) throws IOException, InterruptedException {
            for (String told : child("-XX:+UseSerialGC").run("open", label, entries, place(label))) {
                String[] words = told.split(" ", -1);
                figures.add(label, words[0], Double.parseDouble(words[1]));
            }
        }

        /* Entries of the worst opening. */
        private void print(String label, Samples plain, Samples without, PrintStream out) throws IOException {
            out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %s | %s | %.1f |%n",
                    label,
                    Arrays.stream(plain.of(label, THERE)).min().orElse(0),
                    (double) WorkDirectory.bytes(place(label)) / entries,
                    plain.spread(label, MILLIS).text("%,.0f"),
                    without.has(label, MILLIS) ? without.spread(label, MILLIS).text("%,.0f") : "-",
                    plain.spread(label, HEAP).median() / entries);
        }
    }

    /** One process. */
    static final class Child {
        private Child() {}

        /** Takes what is to be done, subject, entries and directory. */
        public static void main(String[] arguments) throws Exception {
            DiskSubject subject = DiskSubject.named(arguments[1]);
            int entries = Integer.parseInt(arguments[2]);
            Path directory = Path.of(arguments[3]);
            if (arguments[0].equals("fill")) {
                fill(subject, directory, entries);
            } else {
                open(subject, directory, entries);
            }
        }

        private static void fill(DiskSubject subject, Path directory, int entries) throws Exception {
            try (DiskStore store = subject.open(directory, entries)) {
                for (int i = 0; i < entries; i++) {
                    store.put(Payload.key(i), Payload.value(i, 0));
                }
                store.settle();
            }
        }

        /* Another store before it, so that no classes have to be loaded. */
        private static void open(DiskSubject subject, Path directory, int entries) throws Exception {
            try (WorkDirectory other = new WorkDirectory(Files.createTempDirectory("omnicache-disk-"))) {
                fill(subject, other.path(), 100);
                subject.open(other.path(), 100).close();
            }
            long before = UsedHeap.bytes();
            long started = System.nanoTime();
            try (DiskStore store = subject.open(directory, entries)) {
                byte[] read = store.get(Payload.key(entries / 2));
                double millis = (System.nanoTime() - started) / 1e6;
                Payload.check(entries / 2, 0, read);
                tell(MILLIS, millis);
                tell(HEAP, (double) (UsedHeap.bytes() - before));
                tell(THERE, there(store, entries));
            }
        }

        private static void tell(String what, double figure) {
            ChildProcess.tell(String.format(Locale.ROOT, "%s %.3f", what, figure));
        }

        private static int there(DiskStore store, int entries) throws Exception {
            int there = 0;
            for (int i = 0; i < entries; i++) {
                byte[] value = store.get(Payload.key(i));
                if (value != null) {
                    Payload.check(i, 0, value);
                    there++;
                }
            }
            return there;
        }
    }
}
