/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code demo}. */
@Command(
        name = "demo",
        description = {
            "Shows what a cache does: a web shop asks a SQLite database for product pages, first without a cache, then through"
                    + " one. All figures are measured. Nothing stays on the disk.",
            ""
        })
public final class DemoCommand implements Callable<Integer> {
    static final int USUAL_PRODUCTS = 200_000;

    private static final int MOST_PRODUCTS = 2_000_000;
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_THREADS = 256;
    private static final int STOPPED = 130;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description = "How long the two loads take together (default: ${DEFAULT-VALUE});"
                    + " making the database takes a few seconds more.")
    private int seconds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that ask (default: one per processor, 2 to 8).")
    private int threads = Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "" + USUAL_PRODUCTS,
            description = "Products in the shop (default: ${DEFAULT-VALUE}).")
    private int products;

    /** Creates the command for output to the given terminal. */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        requireWithin("--seconds", seconds, MOST_SECONDS);
        requireWithin("--threads", threads, MOST_THREADS);
        requireWithin("--products", products, MOST_PRODUCTS);
        PrintWriter out = spec.commandLine().getOut();
        Summary summary = new Summary(terminal, out);
        try (Stop stop = Stop.onExit();
                Shop shop = new Shop(products)) {
            out.println(terminal.bold("A web shop in SQLite with " + Figures.count(products) + " products, asked by "
                    + threads + (threads == 1 ? " thread" : " threads")));
            List<Measured> loads = new Demo(terminal, out, stop, threads, seconds).run(shop);
            summary.print(loads);
            if (stop.requested()) {
                out.println("Stopped before the end.");
                out.flush();
                return STOPPED;
            }
        }
        summary.printNext();
        return 0;
    }

    private void requireWithin(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "Option " + option + " takes 1 to " + most + ", was " + value);
        }
    }
}
