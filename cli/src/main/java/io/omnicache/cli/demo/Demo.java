/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import io.omnicache.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The course of the demonstration: fill a database, load it without a cache, load it through a cache. */
final class Demo {
    /** The cache has to warm up, so it is given more of the time. */
    private static final double SHARE_WITHOUT_CACHE = 0.3;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Terminal terminal;
    private final PrintWriter out;
    private final Stop stop;
    private final int threads;
    private final double seconds;
    private final List<Measured> loads = new ArrayList<>();

    Demo(Terminal terminal, PrintWriter out, Stop stop, int threads, double seconds) {
        this.terminal = terminal;
        this.out = out;
        this.stop = stop;
        this.threads = threads;
        this.seconds = seconds;
    }

    /** Runs until it is done or stopped, and returns what was measured: up to two loads, the one without cache first. */
    List<Measured> run(Shop shop) throws IOException, SQLException, InterruptedException {
        fill(shop);
        if (!stop.requested()) {
            Zipf popularity = new Zipf(shop.products());
            withoutCache(shop, popularity);
            if (!stop.requested()) {
                withCache(shop, popularity);
            }
        }
        return List.copyOf(loads);
    }

    private void fill(Shop shop) throws SQLException {
        Display display = new Display(terminal, out, "Database  ");
        long begun = System.nanoTime();
        long[] due = {begun};
        double[] done = {0};
        shop.fill(stop, share -> {
            done[0] = share;
            if (System.nanoTime() - due[0] >= 0 && share < 1) {
                display.update(share, "making the shop");
                due[0] = System.nanoTime() + display.interval();
            }
        });
        display.end(done[0], String.format(Locale.ROOT, "made in %.1f s", (System.nanoTime() - begun) / 1e9));
    }

    private void withoutCache(Shop shop, Zipf popularity) throws SQLException, InterruptedException {
        try (ProductSource source = new ProductSource(shop.url())) {
            Load load = new Load(threads, popularity, source::find);
            measure(
                    "No cache  ",
                    load,
                    seconds * SHARE_WITHOUT_CACHE,
                    nanos -> Measured.of(load.latencies(), nanos, source.queries(), -1));
        }
    }

    private void withCache(Shop shop, Zipf popularity) throws InterruptedException {
        try (DemoCache products = new DemoCache(shop.url())) {
            Load load = new Load(threads, popularity, products.cache()::get);
            measure("With cache", load, seconds * (1 - SHARE_WITHOUT_CACHE), nanos -> {
                long hits = products.hits();
                long misses = products.misses();
                return Measured.of(load.latencies(), nanos, misses, (double) hits / Math.max(1, hits + misses));
            });
        }
    }

    private void measure(String what, Load load, double duration, Function<Long, Measured> measured)
            throws InterruptedException {
        Display display = new Display(terminal, out, what);
        double length = duration * NANOS_PER_SECOND;
        long begun = System.nanoTime();
        load.start();
        long nanos = 0;
        while (nanos < length && !stop.requested() && !load.failed()) {
            stop.pause((long) Math.min((double) display.interval(), length - nanos) + 1);
            nanos = System.nanoTime() - begun;
            if (nanos < length && !stop.requested()) {
                display.update(nanos / length, Display.figures(measured.apply(nanos)));
            }
        }
        load.stop();
        nanos = System.nanoTime() - begun;
        Measured all = measured.apply(nanos);
        loads.add(all);
        display.end(Math.min(1, nanos / length), Display.figures(all));
    }
}
