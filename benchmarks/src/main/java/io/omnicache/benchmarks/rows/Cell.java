/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.rows;

import io.omnicache.benchmarks.CommandLine;
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

    boolean has(Contender contender) {
        return contender.subject().supports(row.options(entries));
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
