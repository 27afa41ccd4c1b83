/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.Store;
import io.omnicache.benchmarks.StoreOptions;
import io.omnicache.benchmarks.StoreOptions.Expiry;
import io.omnicache.benchmarks.Subject;
import io.omnicache.benchmarks.WrongCallException;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Locale;

/** Heap that an entry takes beyond its key and value: a store of Integers at its bound, in a JVM of its own. */
public final class Memory {
    static final String USAGE = """
            Usage: Memory [options]
              --subjects NAME,...   map, omnicache, omnicache:STRATEGY, caffeine, cache2k, ehcache, native-caffeine,
                                    native-cache2k (default: all, OmniCache with its default strategy)
              --entries N           bound, and entries that are put (default: 1000000)
              --newcomers N         puts of further new keys after that, so many per cent of the entries; 1 or more
                                    (default: none)
              --help                this text""";

    private static final String SUBJECTS = "map,omnicache,caffeine,cache2k,ehcache,native-caffeine,native-cache2k";
    private static final int PER_CENT = 100;

    private Memory() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, Memory::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        int entries = options.number("--entries", 1_000_000);
        int newcomers = (int)
                (options.text("--newcomers", "").isEmpty()
                        ? 0
                        : (long) entries * options.number("--newcomers", 1) / PER_CENT);
        ChildProcess child = ChildProcess.of(
                Child.class, "-Xms4g", "-Xmx4g", "-XX:+UseSerialGC", "-XX:-ResizeTLAB", "-XX:TLABSize=64k");
        out.printf(
                "Bytes per entry beyond key and value, and entries held: %d put, then %d new ones%n%n",
                entries, newcomers);
        out.println("| subject | eternal | held | with expiry | held |\n|---|---|---|---|---|");
        for (String label : options.list("--subjects", SUBJECTS)) {
            Contestant.named(label);
            StringBuilder line = new StringBuilder("| " + label + " |");
            for (Expiry expiry : new Expiry[] {Expiry.ETERNAL, Expiry.CREATED}) {
                String[] told =
                        child.run(label, expiry, entries, newcomers).get(0).split(" ", -1);
                line.append(" ").append(told[0]).append(" | ").append(told[1]).append(" |");
            }
            out.println(line);
        }
    }

    /** One process. */
    static final class Child {
        private Child() {}

        /** Takes subject, expiry, entries and newcomers. */
        public static void main(String[] arguments) {
            Contestant contestant = Contestant.named(arguments[0]);
            int entries = Integer.parseInt(arguments[2]);
            int newcomers = Integer.parseInt(arguments[3]);
            StoreOptions options = StoreOptions.PLAIN
                    .withExpiry(Expiry.valueOf(arguments[1]))
                    .withCapacity(contestant.subject() == Subject.MAP ? 0 : entries)
                    .withNames(contestant.strategy(), "");
            if (!contestant.subject().supports(options)) {
                throw new WrongCallException(arguments[0] + " has no bound");
            }
            ChildProcess.tell(measure(contestant.subject(), options, entries, newcomers));
        }

        private static String measure(Subject subject, StoreOptions options, int entries, int newcomers) {
            Integer[] keys = integers(0, entries + newcomers);
            Integer[] values = integers(entries + newcomers, entries + newcomers);
            subject.open(options.withCapacity(options.isBounded() ? 1 : 0))
                    .put(-1, -1); // what is there once, whatever is stored
            long before = UsedHeap.bytes();
            Store store = subject.open(options);
            try {
                for (int i = 0; i < keys.length; i++) {
                    store.put(keys[i], values[i]);
                }
                long held = Arrays.stream(keys)
                        .filter(key -> store.get(key) != null)
                        .count();
                return String.format(Locale.ROOT, "%.1f %d", (double) (UsedHeap.bytes() - before) / held, held);
            } finally {
                Reference.reachabilityFence(store);
                Reference.reachabilityFence(keys);
                Reference.reachabilityFence(values);
            }
        }

        /** Objects that exist before the store does, so that they are no part of what it takes. */
        private static Integer[] integers(int first, int count) {
            Integer[] integers = new Integer[count];
            for (int i = 0; i < count; i++) {
                integers[i] = Integer.valueOf(1_000 + first + i);
            }
            return integers;
        }
    }
}
