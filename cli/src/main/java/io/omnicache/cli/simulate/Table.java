/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints an outcome. */
final class Table {
    private static final int COLUMN = 10;

    private Table() {}

    /** Prints it for people. */
    static void print(Outcome outcome, Terminal terminal, PrintWriter out) {
        out.println(terminal.bold(outcome.workload()));
        out.println(Figures.count(outcome.requests()) + " requests for " + (outcome.exact() ? "" : "about ")
                + Figures.count(outcome.distinct()) + " different keys");
        out.println("A cache without bound would hit " + Figures.percent(outcome.unboundedHitRate(), 2)
                + "; no cache hits more.");
        out.println();
        out.println(terminal.bold(heading(outcome.strategies())));
        outcome.sizes().forEach(size -> out.println(row(outcome, size)));
    }

    /** Prints it for programs: a line per strategy and size, rates in percent. */
    static void printCsv(Outcome outcome, PrintWriter out) {
        out.println("strategy,size,requests,hits,hit_rate_percent");
        for (Result result : outcome.results()) {
            out.println(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%d,%.3f",
                    result.strategy(),
                    result.size(),
                    result.requests(),
                    result.hits(),
                    result.hitRate() * 100));
        }
    }

    private static String heading(List<String> strategies) {
        StringBuilder line = new StringBuilder(right("entries")).append(right("of keys"));
        strategies.forEach(strategy -> line.append(right(strategy)));
        return line.toString();
    }

    private static String row(Outcome outcome, long size) {
        StringBuilder line = new StringBuilder(right(Figures.count(size)))
                .append(right(Figures.percent((double) size / outcome.distinct(), 1)));
        for (String strategy : outcome.strategies()) {
            outcome.of(strategy).stream()
                    .filter(result -> result.size() == size)
                    .forEach(result -> line.append(right(Figures.percent(result.hitRate(), 2))));
        }
        return line.toString();
    }

    private static String right(String text) {
        return String.format(Locale.ROOT, "%" + Math.max(COLUMN, text.length() + 2) + "s", text);
    }
}
