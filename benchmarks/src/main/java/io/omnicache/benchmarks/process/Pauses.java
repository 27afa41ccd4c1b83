/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.Store;
import io.omnicache.benchmarks.StoreOptions;
import io.omnicache.benchmarks.WrongCallException;
import io.omnicache.benchmarks.Zipf;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The longest single operation. CPU time of the caller leaves out what the JVM and the machine stop it for; the bare map in
 * the same run shows what is left of them.
 */
public final class Pauses {
    static final String USAGE = """
            Usage: Pauses [options]
              --subjects NAME,...   map, omnicache, omnicache:STRATEGY, caffeine, cache2k, ehcache, native-caffeine,
                                    native-cache2k (default: map, OmniCache with each of its strategies, caffeine, cache2k)
              --entries N           bound (default: 1000000)
              --operations N        operations of each kind after the bound is reached (default: 5000000)
              --rounds N            JVMs for each subject, in turn (default: 3); the least of their longest counts
              --help                this text""";

    private static final String SUBJECTS = "map,omnicache:adaptive,omnicache:lru,omnicache:lfu,omnicache:fifo,"
            + "omnicache:sieve,omnicache:ttl,omnicache:size,caffeine,cache2k";

    /** A young generation that is collected rarely, and whose pages the system has given before. */
    private static final String[] JVM_OPTIONS = {"-Xms4g", "-Xmx4g", "-Xmn3g", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch"
    };

    private Pauses() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(
                USAGE, (options, out) -> run(options, out, JVM_OPTIONS), System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out, String... jvmOptions)
            throws IOException, InterruptedException {
        int entries = options.number("--entries", 1_000_000);
        int operations = options.number("--operations", 5_000_000);
        int rounds = options.number("--rounds", 3);
        out.printf(
                "Longest operation, microseconds, in each of %d rounds: bound %d, %d operations of each kind%n%n",
                rounds, entries, operations);
        out.println("| round | subject | phase | CPU | elapsed | elapsed over 1 ms | 99.999 % CPU | collections |");
        out.println("|---|---|---|---|---|---|---|---|");
        ChildProcess child = ChildProcess.of(Child.class, jvmOptions);
        for (int round = 1; round <= rounds; round++) {
            for (String label : options.list("--subjects", SUBJECTS)) {
                Contestant.named(label);
                for (String told : child.run(label, entries, operations)) {
                    out.println("| " + round + " | " + label + " | " + told + " |");
                }
            }
        }
    }

    /** One process. */
    static final class Child {
        private static final int WARM_UP = 500_000;
        private static final int SEQUENCE = 1 << 20;

        private final Store store;
        private final int entries;
        private final int operations;
        private final int[] drawn;

        private Child(Store store, int entries, int operations) {
            this.store = store;
            this.entries = entries;
            this.operations = operations;
            drawn = Zipf.draw(2 * entries, SEQUENCE, 42);
        }

        /** Takes subject, bound and operations. */
        public static void main(String[] arguments) {
            Contestant contestant = Contestant.named(arguments[0]);
            int entries = Integer.parseInt(arguments[1]);
            int operations = Integer.parseInt(arguments[2]);
            StoreOptions options = StoreOptions.PLAIN.withNames(contestant.strategy(), "");
            if (!contestant.subject().supports(options.withCapacity(1))) {
                throw new WrongCallException(arguments[0] + " has no bound");
            }
            int few = Math.max(1, entries / 100);
            int warmUp = Math.min(WARM_UP, operations);
            new Child(contestant.subject().open(options.withCapacity(few)), few, warmUp).run(false);
            System.gc(); // before it is measured
            new Child(contestant.subject().open(options.withCapacity(entries)), entries, operations).run(true);
        }

        private void run(boolean told) {
            phase("puts up to the bound", entries, told, i -> store.put(key(i), key(i)));
            phase("puts that evict", operations, told, i -> store.put(key(entries + i), key(i)));
            phase("puts of drawn keys", operations, told, i -> store.put(key(draw(i)), key(i)));
            phase("gets of drawn keys", operations, told, i -> store.get(key(draw(i))));
        }

        private interface Operation {
            void run(int i);
        }

        private void phase(String name, int count, boolean told, Operation operation) {
            Longest longest = new Longest();
            long collections = collections();
            for (int i = 0; i < count; i++) {
                long cpu = CallerTime.nanos();
                long started = System.nanoTime();
                operation.run(i);
                long elapsed = System.nanoTime() - started;
                longest.add(elapsed, CallerTime.nanos() - cpu);
            }
            if (told) {
                ChildProcess.tell(
                        String.format(Locale.ROOT, "%s | %s | %d", name, longest.text(), collections() - collections));
            }
        }

        private int draw(int i) {
            return drawn[i & (SEQUENCE - 1)];
        }

        private static Object key(int number) {
            return Integer.valueOf(1_000 + number);
        }

        private static long collections() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream()
                    .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                    .sum();
        }
    }
}
