/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.CommandLine;
import io.omnicache.benchmarks.StoreOptions;
import java.util.Locale;

/** A row with so many entries, used by so many threads. */
record Cell(Row row, int entries, int threads) {
    private static final String AT = "@";

    /** Returns the cell of {@code row} or {@code row@entries}. */
    static Cell named(String label, int threads) {
        int at = label.indexOf(AT);
        return at < 0
                ? new Cell(Row.named(label), Row.ENTRIES, threads)
                : new Cell(
                        Row.named(label.substring(0, at)),
                        CommandLine.number(label + ": ", label.substring(at + 1)),
                        threads);
    }

    /** A copier copies only by value, and a strategy does something only where there is a bound. */
    boolean has(Contender contender) {
        StoreOptions options = row.options(entries);
        return contender.subject().supports(options)
                && (contender.copier().isEmpty() || options.byValue())
                && (contender.strategy().isEmpty() || options.isBounded());
    }

    String label() {
        return entries == Row.ENTRIES ? row.label() : row.label() + AT + entries;
    }

    String description() {
        return String.format(
                Locale.ROOT,
                "`%s` %s; %,d entries, %d %s",
                label(),
                row.description(),
                entries,
                threads,
                threads == 1 ? "thread" : "threads");
    }
}
