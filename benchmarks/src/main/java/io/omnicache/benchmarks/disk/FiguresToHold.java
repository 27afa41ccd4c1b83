/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.ChildProcess;
import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.UnfinishedException;
import io.omnicache.benchmarks.WrongCallException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The figures that a cache over each tier has to hold, with their limits. Ends with exit code 1 if one is not held. */
public final class FiguresToHold {
    static final String USAGE = """
            Usage: FiguresToHold [options]
              --tiers NAME,...      file, sqlite (default: both)
              --rounds N            JVMs of each, in turns; the worst of all counts (default: 3)
              --operations N        concurrent operations, and ten times as many lookups (default: 100000)
              --entries N           entries that are warmed, and in the tier when it evicts (default: 10000)
            """ + WorkDirectory.USAGE + "\n  --help                this text";

    private FiguresToHold() {}

    /** Takes the options that {@code --help} prints. */
    public static void main(String[] arguments) throws Exception {
        int exitCode = CommandLine.run(USAGE, FiguresToHold::run, System.out, System.err, arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static void run(CommandLine options, PrintStream out) throws IOException, InterruptedException {
        List<String> tiers = options.list("--tiers", "file,sqlite");
        for (String tier : tiers) {
            if (!DiskSubject.named(tier).kind().isOurs()) {
                throw new WrongCallException("'" + tier + "' is no tier of OmniCache");
            }
        }
        int rounds = options.number("--rounds", 3);
        Samples told = new Samples();
        for (int round = 0; round < rounds; round++) {
            for (String tier : tiers) {
                measure(tier, options, told);
            }
        }
        out.printf("Figures to hold: median of %d JVMs, in brackets the worst%n%n", rounds);
        out.println("| figure | target | " + String.join(" | ", tiers) + " |");
        out.println("|---|---|" + "---|".repeat(tiers.size()));
        int missed = 0;
        for (Figure figure : Figure.values()) {
            StringBuilder line = new StringBuilder("| " + figure.text() + " | " + figure.target() + " |");
            for (String tier : tiers) {
                double worst = Arrays.stream(told.of(tier, figure)).max().orElse(Double.NaN);
                missed += figure.isHeld(worst) ? 0 : 1;
                line.append(String.format(
                        Locale.ROOT, " %.3f (%.3f) |", told.spread(tier, figure).median(), worst));
            }
            out.println(line);
        }
        if (missed > 0) {
            throw new UnfinishedException(missed + " figures are not held");
        }
    }

    private static void measure(String tier, CommandLine options, Samples figures)
            throws IOException, InterruptedException {
        try (WorkDirectory directory = WorkDirectory.create(options)) {
            ChildProcess child = ChildProcess.of(
                    Child.class, "-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-XX:-ResizeTLAB", "-XX:TLABSize=64k");
            int operations = options.number("--operations", 100_000);
            for (String told : child.run(tier, options.number("--entries", 10_000), operations, directory.path())) {
                String[] words = told.split(" ", -1);
                figures.add(tier, Figure.valueOf(words[0]), Double.parseDouble(words[1]));
            }
        }
    }

    /** One process. */
    static final class Child {
        private Child() {}

        /** Takes the tier, entries, operations and directory. */
        public static void main(String[] arguments) throws Exception {
            int entries = Integer.parseInt(arguments[1]);
            int operations = Integer.parseInt(arguments[2]);
            Path directory = Path.of(arguments[3]);
            new Warmed(arguments[0], directory.resolve("warmed"), entries).measure(Child::tell);
            new Lookups(arguments[0], entries, 10 * operations).measure(directory, Child::tell);
            double wrong = new Concurrently(arguments[0], directory.resolve("together"), operations).wrong();
            tell(Figure.WRONG, wrong);
        }

        private static void tell(Figure figure, double value) {
            ChildProcess.tell(String.format(Locale.ROOT, "%s %.6f", figure, value));
        }
    }
}
