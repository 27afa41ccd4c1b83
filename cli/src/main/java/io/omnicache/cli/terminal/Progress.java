/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.terminal;

import io.omnicache.Clock;
import java.io.PrintWriter;

/**
 * A bar on standard error for work that takes long: shown on a terminal only, and only from the second second on. Confined
 * to the thread that works.
 */
public final class Progress implements AutoCloseable {
    private static final long QUIET_NANOS = 1_000_000_000L;
    private static final long BETWEEN_NANOS = 100_000_000L;
    private static final int WIDEST_BAR = 40;
    private static final int WIDTH_OF_PERCENT = 8;

    private final Terminal terminal;
    private final PrintWriter err;
    private final String what;
    private final Clock clock;
    private long due;
    private boolean shown;

    /**
     * Begins with nothing done.
     *
     * @param what what is being done, in a few words
     */
    public Progress(Terminal terminal, PrintWriter err, String what) {
        this(terminal, err, what, Clock.system());
    }

    Progress(Terminal terminal, PrintWriter err, String what, Clock clock) {
        this.terminal = terminal;
        this.err = err;
        this.what = what;
        this.clock = clock;
        this.due = clock.nanos() + QUIET_NANOS;
    }

    /** Shows the share of the work that is done, from 0 to 1; negative if it is not known. */
    public void update(double share) {
        if (!terminal.liveErr() || clock.nanos() - due < 0) {
            return;
        }
        int room = terminal.columns() - what.length() - WIDTH_OF_PERCENT;
        String bar = share < 0
                ? "..."
                : terminal.bar(share, Math.max(0, Math.min(WIDEST_BAR, room))) + " " + Figures.percent(share, 0);
        show(terminal.rewritten(what + " " + bar));
        due = clock.nanos() + BETWEEN_NANOS;
        shown = true;
    }

    /** Takes the bar off the terminal. */
    @Override
    public void close() {
        if (shown) {
            show(terminal.rewritten(""));
        }
    }

    private void show(String text) {
        err.print(text);
        err.flush();
    }
}
