/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.process;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.Operations;
import io.omnicache.benchmarks.StoreOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Keys with one hash code: what an operation costs beside the same in the bare map, which makes trees of them. */
public final class EqualHashes {
    static final String USAGE = """
            Usage: EqualHashes [options]
              --subjects NAME,...   subjects beside map: omnicache, omnicache:STRATEGY (bounded at the number of keys), caffeine,
                                    cache2k, ehcache, ri, native-caffeine, native-cache2k
                                    (default: omnicache, caffeine, ri)
              --keys N              different keys (default: 100000)
              --keys-plain N        the same of keys that cannot be compared (default: 10000, since the map itself looks
                                    at every key for each of them)
              --seconds N           most that puts, gets or removals take; what is longer is cut off (default: 30)
              --rounds N            JVMs for each subject, in turn (default: 3)
              --help                this text""";

    private static final String SUBJECTS = "omnicache,caffeine,ri";

    private EqualHashes() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, EqualHashes::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        List<String> labels = new ArrayList<>(List.of("map"));
        labels.addAll(options.list("--subjects", SUBJECTS));
        int rounds = options.number("--rounds", 3);
        out.println("CPU microseconds per operation, median of " + rounds + " rounds, and ratio to the map\n");
        out.println("| keys | subject | put | get | remove |\n|---|---|---|---|---|");
        for (boolean comparable : new boolean[] {true, false}) {
            int keys = comparable ? options.number("--keys", 100_000) : options.number("--keys-plain", 10_000);
            List<List<double[]>> times = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < labels.size(); i++) {
                    if (round == 0) {
                        times.add(new ArrayList<>());
                    }
                    times.get(i).add(measure(labels.get(i), comparable, keys, options.number("--seconds", 30)));
                }
            }
            print(labels, times, keys + (comparable ? " comparable" : " not comparable"), out);
        }
    }

    /** Without a bound a strategy does nothing. */
    static StoreOptions options(Contestant contestant, int keys) {
        return contestant.strategy().isEmpty()
                ? StoreOptions.PLAIN
                : StoreOptions.PLAIN.withCapacity(keys).withNames(contestant.strategy(), "");
    }

    private static double[] measure(String label, boolean comparable, int keys, int seconds)
            throws IOException, InterruptedException {
        Contestant.named(label);
        return ChildProcess.of(Child.class, "-Xms2g", "-Xmx2g").run(label, comparable, keys, seconds).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void print(List<String> labels, List<List<double[]>> times, String kind, PrintStream out) {
        for (int i = 0; i < labels.size(); i++) {
            StringBuilder line = new StringBuilder("| " + kind + " | " + labels.get(i) + " |");
            for (int operation = 0; operation < 3; operation++) {
                double median = median(times.get(i), operation);
                line.append(
                        Double.isNaN(median)
                                ? " cut off |"
                                : String.format(
                                        Locale.ROOT,
                                        " %.2f (%.2fx) |",
                                        median,
                                        median / median(times.get(0), operation)));
            }
            out.println(line);
        }
    }

    private static double median(List<double[]> rounds, int operation) {
        double[] sorted =
                rounds.stream().mapToDouble(round -> round[operation]).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** A key that has its hash code in common with all others. */
    static class Key {
        final int number;

        Key(int number) {
            this.number = number;
        }

        @Override
        public final int hashCode() {
            return 42;
        }

        @Override
        public final boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.number == number;
        }
    }

    /** The same, comparable. */
    static final class ComparableKey extends Key implements Comparable<ComparableKey> {
        ComparableKey(int number) {
            super(number);
        }

        @Override
        public int compareTo(ComparableKey other) {
            return Integer.compare(number, other.number);
        }
    }

    /** One process. */
    static final class Child {
        private static final double NANOS_PER_MICRO = 1_000;

        private Child() {}

        /** Takes subject, whether keys are comparable, their number, and the seconds that each phase may take. */
        public static void main(String[] arguments) {
            Contestant contestant = Contestant.named(arguments[0]);
            IntFunction<Object> key = Boolean.parseBoolean(arguments[1]) ? ComparableKey::new : Key::new;
            int keys = Integer.parseInt(arguments[2]);
            long nanos = Integer.parseInt(arguments[3]) * 1_000_000_000L;
            Operations store = (Operations) contestant.subject().open(options(contestant, keys));
            List<Integer> order = order(keys);
            // Its own keys each time: equal, never the same.
            double put = phase(order, nanos, i -> store.put(key.apply(i), i));
            boolean whole = !Double.isNaN(put);
            ChildProcess.tell(put);
            ChildProcess.tell(whole ? phase(order, nanos, i -> check(i.equals(store.get(key.apply(i))))) : Double.NaN);
            ChildProcess.tell(whole ? phase(order, nanos, i -> check(store.remove(key.apply(i)))) : Double.NaN);
        }

        private static List<Integer> order(int keys) {
            List<Integer> order = new ArrayList<>(keys);
            for (int i = 0; i < keys; i++) {
                order.add(i);
            }
            Collections.shuffle(order, new Random(keys));
            return order;
        }

        private interface Operation {
            void run(Integer number);
        }

        private static void check(boolean right) {
            if (!right) {
                throw new IllegalStateException("a key is missing");
            }
        }

        /** Returns microseconds per operation, not a number if it took too long. */
        private static double phase(List<Integer> order, long most, Operation operation) {
            long started = CallerTime.nanos();
            int done = 0;
            for (Integer number : order) {
                operation.run(number);
                if ((++done & 63) == 0 && CallerTime.nanos() - started > most) {
                    return Double.NaN;
                }
            }
            return (CallerTime.nanos() - started) / NANOS_PER_MICRO / done;
        }
    }
}
