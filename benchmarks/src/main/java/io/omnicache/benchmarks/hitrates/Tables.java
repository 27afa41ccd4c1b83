/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints a board: all cases, the mean of each trace, the mean of all cases. */
final class Tables {
    private static final int NARROWEST = 7;

    private final Board board;
    private final PrintStream out;
    private final int nameWidth;

    Tables(Board board, PrintStream out) {
        this.board = board;
        this.out = out;
        this.nameWidth = board.cases().stream()
                .mapToInt(one -> one.toString().length())
                .max()
                .orElse(0);
    }

    void print() {
        out.println("Hit rates in percent"
                + (board.columns().stream().anyMatch(Column::published) ? "; * as published" : ""));
        heading("case");
        board.cases().forEach(one -> row(one.toString(), List.of(one)));
        out.println();
        heading("mean of trace");
        board.byTrace().forEach(this::row);
        out.println();
        heading("mean");
        row(board.cases().size() + " cases", board.cases());
    }

    private void heading(String first) {
        StringBuilder line = new StringBuilder(left(first));
        board.columns().forEach(column -> line.append("  ").append(right(column.label(), column)));
        out.println(line);
    }

    private void row(String name, Collection<Case> cases) {
        StringBuilder line = new StringBuilder(left(name));
        for (Column column : board.columns()) {
            OptionalDouble mean = column.mean(cases);
            line.append("  ").append(right(mean.isPresent() ? rate(mean.getAsDouble()) : "-", column));
        }
        out.println(line);
    }

    private String left(String text) {
        return String.format(Locale.ROOT, "%-" + Math.max(nameWidth, "mean of trace".length()) + "s", text);
    }

    private static String right(String text, Column column) {
        return String.format(
                Locale.ROOT, "%" + Math.max(NARROWEST, column.label().length()) + "s", text);
    }

    private static String rate(double percent) {
        return String.format(Locale.ROOT, "%.3f", percent);
    }
}
