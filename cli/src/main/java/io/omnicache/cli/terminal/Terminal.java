/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.terminal;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Properties;

/**
 * What the program may print.
 *
 * @param liveOut whether standard output is a terminal on which a line may be written anew
 * @param liveErr the same of standard error
 * @param columns the width of the terminal
 * @param colored whether colours are wanted on standard output
 * @param blocks whether block characters can be printed; bars are made of {@code #} without
 */
public record Terminal(boolean liveOut, boolean liveErr, int columns, boolean colored, boolean blocks) {
    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 20;

    /** No terminal: plain lines. */
    public static final Terminal NONE = new Terminal(false, false, USUAL_COLUMNS, false, false);

    /**
     * Reads what the start script found out, in properties whose names do not begin as those that configure caches ({@code omnicache-terminal.out}, {@code .err} and {@code .columns}) and what the
     * user prefers ({@code NO_COLOR}, {@code TERM=dumb}).
     */
    public static Terminal of(Properties system, Map<String, String> environment) {
        boolean smart = !"dumb".equals(environment.get("TERM"));
        boolean out = smart && Boolean.parseBoolean(system.getProperty("omnicache-terminal.out"));
        boolean err = smart && Boolean.parseBoolean(system.getProperty("omnicache-terminal.err"));
        boolean colored = out && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                out, err, columns(system.getProperty("omnicache-terminal.columns", "")), colored, blocks(system));
    }

    /** Returns the text in bold type, or as it is if colours are not wanted. */
    public String bold(String text) {
        return colored ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    /** Returns a bar of the given width, filled to the given share. */
    public String bar(double share, int width) {
        int filled = (int) Math.round(Math.max(0, Math.min(1, share)) * width);
        return (blocks ? "\u2588" : "#").repeat(filled) + (blocks ? "\u2591" : ".").repeat(width - filled);
    }

    /** Returns what writes the current line of a terminal anew, cut so that it does not wrap. */
    public String rewritten(String line) {
        return "\r" + line.substring(0, Math.min(line.length(), columns - 1)) + "\u001b[K";
    }

    private static int columns(String said) {
        return said.matches("[1-9][0-9]{0,3}") ? Math.max(FEWEST_COLUMNS, Integer.parseInt(said)) : USUAL_COLUMNS;
    }

    private static boolean blocks(Properties system) {
        String name = system.getProperty("stdout.encoding", system.getProperty("native.encoding", "US-ASCII"));
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode('\u2588');
    }
}
