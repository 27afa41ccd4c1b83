/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.demo;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows how a piece of work goes: one line that is written anew on a terminal, a line every other second elsewhere. */
final class Display {
    private static final long LIVE_NANOS = 200_000_000L;
    private static final long PLAIN_NANOS = 2_000_000_000L;
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 5;

    private final Terminal terminal;
    private final PrintWriter out;
    private final String what;

    Display(Terminal terminal, PrintWriter out, String what) {
        this.terminal = terminal;
        this.out = out;
        this.what = what;
    }

    /** Returns how long to wait before the next {@link #update}. */
    long interval() {
        return terminal.liveOut() ? LIVE_NANOS : PLAIN_NANOS;
    }

    /** Shows the share that is done, from 0 to 1, and the figures so far. */
    void update(double share, String figures) {
        if (terminal.liveOut()) {
            out.print(terminal.rewritten(line(share, figures)));
        } else {
            out.println(what + "  " + Figures.percent(share, 0) + "  " + figures);
        }
        out.flush();
    }

    /** Leaves the last figures on the screen. */
    void end(double share, String figures) {
        update(share, figures);
        if (terminal.liveOut()) {
            out.println();
            out.flush();
        }
    }

    /** Returns the figures of a load in a few words. */
    static String figures(Measured measured) {
        String rate = Figures.count(Math.round(measured.perSecond())) + "/s";
        String times = "median " + Figures.time(measured.median()) + "  p99 " + Figures.time(measured.p99());
        return measured.hasCache()
                ? String.format(Locale.ROOT, "hits %s  %s  %s", Figures.percent(measured.hitRatio(), 1), rate, times)
                : rate + "  " + times;
    }

    private String line(double share, String figures) {
        int room = terminal.columns() - 1 - what.length() - figures.length() - 4;
        return room < NARROWEST_BAR
                ? what + " " + figures
                : what + "  " + terminal.bar(share, Math.min(WIDEST_BAR, room)) + "  " + figures;
    }
}
