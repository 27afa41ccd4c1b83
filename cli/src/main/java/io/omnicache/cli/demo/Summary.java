/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What is shown in the end. */
final class Summary {
    private final Terminal terminal;
    private final PrintWriter out;

    Summary(Terminal terminal, PrintWriter out) {
        this.terminal = terminal;
        this.out = out;
    }

    /** Shows what there is: nothing, the load without a cache, or that one and the load with a cache. */
    void print(List<Measured> loads) {
        out.println();
        switch (loads.size()) {
            case 0 -> out.println("Nothing was measured.");
            case 1 -> single(loads.get(0));
            default -> both(loads.get(0), loads.get(1));
        }
        out.flush();
    }

    /** Says what to do now. */
    void printNext() {
        out.println();
        out.println(terminal.bold("What to type next"));
        out.println("  ./omnicache simulate access.log    the hit rate that your own workload would get");
        out.println("  ./omnicache demo --seconds 50      the same for longer: the cache is fuller");
        out.println("  ./omnicache --help                 all commands");
        out.println("The cache was configured by cli/src/main/resources/io/omnicache/cli/omnicache.yaml");
        out.flush();
    }

    private void single(Measured without) {
        out.println("Without a cache: " + Display.figures(without));
    }

    private void both(Measured without, Measured with) {
        out.println(terminal.bold(row("", "no cache", "with cache", "")));
        out.println(row(
                "requests per second",
                rate(without),
                rate(with),
                String.format(Locale.ROOT, "%.1f x", with.perSecond() / Math.max(1e-9, without.perSecond()))));
        out.println(row("latency, median", Figures.time(without.median()), Figures.time(with.median()), ""));
        out.println(row("latency, 99 %", Figures.time(without.p99()), Figures.time(with.p99()), ""));
        out.println(row("requests", Figures.count(without.requests()), Figures.count(with.requests()), ""));
        out.println(row("database queries", Figures.count(without.queries()), Figures.count(with.queries()), ""));
        out.println(row("hit ratio", "-", Figures.percent(with.hitRatio(), 1), ""));
    }

    private static String rate(Measured load) {
        return Figures.count(Math.round(load.perSecond()));
    }

    private static String row(String what, String without, String with, String note) {
        return String.format(Locale.ROOT, "%-20s %12s %12s %10s", what, without, with, note)
                .stripTrailing();
    }
}
