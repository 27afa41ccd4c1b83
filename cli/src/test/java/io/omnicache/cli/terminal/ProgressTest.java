/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Clock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Terminal LIVE = new Terminal(false, true, 40, false, false);

    private final StringWriter err = new StringWriter();
    private final SetClock clock = new SetClock();

    @Test
    void whatTakesNoSecondShowsNothing() {
        try (Progress progress = on(LIVE)) {
            progress.update(0.1);
            clock.advance(999);
            progress.update(0.9);
        }
        assertThat(err).hasToString("");
    }

    @Test
    void whatTakesLongerShowsABarTenTimesASecondAndTakesItOff() {
        try (Progress progress = on(LIVE)) {
            clock.advance(1000);
            progress.update(0.25);
            clock.advance(99);
            progress.update(0.5);
            clock.advance(1);
            progress.update(0.75);
        }
        assertThat(err)
                .hasToString("\rreading " + "#".repeat(6) + ".".repeat(19) + " 25 %\u001b[K"
                        + "\rreading " + "#".repeat(19) + ".".repeat(6) + " 75 %\u001b[K"
                        + "\r\u001b[K");
    }

    @Test
    void workOfUnknownLengthHasNoBar() {
        try (Progress progress = on(LIVE)) {
            clock.advance(1000);
            progress.update(-1);
        }
        assertThat(err).hasToString("\rreading ...\u001b[K\r\u001b[K");
    }

    @Test
    void withoutATerminalNothingIsShown() {
        try (Progress progress = on(Terminal.NONE)) {
            clock.advance(60_000);
            progress.update(0.5);
        }
        assertThat(err).hasToString("");
    }

    private Progress on(Terminal terminal) {
        return new Progress(terminal, new PrintWriter(err), "reading", clock);
    }

    /** Time that stands still until it is moved. */
    private static final class SetClock implements Clock {
        private long nanos;

        void advance(long millis) {
            nanos += TimeUnit.MILLISECONDS.toNanos(millis);
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(nanos);
        }
    }
}
