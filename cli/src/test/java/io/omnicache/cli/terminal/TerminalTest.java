/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void withoutTheScriptThereIsNoTerminal() {
        Terminal terminal = Terminal.of(new Properties(), Map.of());
        assertThat(terminal).isEqualTo(Terminal.NONE);
        assertThat(terminal.bold("text")).isEqualTo("text");
    }

    @Test
    void coloursAreShownOnATerminalUnlessTheUserDislikesThem() {
        Properties system = new Properties();
        system.setProperty("omnicache-terminal.out", "true");
        system.setProperty("omnicache-terminal.columns", "120");
        assertThat(Terminal.of(system, Map.of())).isEqualTo(new Terminal(true, false, 120, true, false));
        assertThat(Terminal.of(system, Map.of("NO_COLOR", "1")))
                .isEqualTo(new Terminal(true, false, 120, false, false));
        assertThat(Terminal.of(system, Map.of("TERM", "dumb")))
                .isEqualTo(new Terminal(false, false, 120, false, false));
    }

    @Test
    void aWidthThatIsNoneOrTooSmallIsReplaced() {
        Properties system = new Properties();
        for (String width : new String[] {"", "0", "x", "-3"}) {
            system.setProperty("omnicache-terminal.columns", width);
            assertThat(Terminal.of(system, Map.of()).columns()).as(width).isEqualTo(80);
        }
        system.setProperty("omnicache-terminal.columns", "5");
        assertThat(Terminal.of(system, Map.of()).columns()).isEqualTo(20);
    }

    @Test
    void aLineThatIsRewrittenNeverWraps() {
        Terminal narrow = new Terminal(true, true, 20, false, false);
        assertThat(narrow.rewritten("x".repeat(50))).isEqualTo("\r" + "x".repeat(19) + "\u001b[K");
    }

    @Test
    void barsAreFilledByShare() {
        assertThat(Terminal.NONE.bar(0.5, 10)).isEqualTo("#####.....");
        assertThat(Terminal.NONE.bar(-1, 3)).isEqualTo("...");
        assertThat(new Terminal(true, true, 80, true, true).bar(2, 3)).isEqualTo("\u2588\u2588\u2588");
    }

    @Test
    void figuresHaveUnitsAndThreeDigits() {
        assertThat(Figures.time(812)).isEqualTo("812 ns");
        assertThat(Figures.time(1_812)).isEqualTo("1.81 us");
        assertThat(Figures.time(23_400_000)).isEqualTo("23.4 ms");
        assertThat(Figures.time(2_340_000_000.0)).isEqualTo("2.34 s");
        assertThat(Figures.size(1_500)).isEqualTo("1500");
        assertThat(Figures.size(20_000)).isEqualTo("20k");
        assertThat(Figures.size(3_000_000)).isEqualTo("3M");
        assertThat(Figures.count(1_245_184)).isEqualTo("1,245,184");
        assertThat(Figures.percent(0.8125, 2)).isEqualTo("81.25 %");
    }
}
