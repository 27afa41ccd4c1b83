/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import io.omnicache.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command that was run in this JVM, and what it printed. */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs a command without a terminal. */
    public static CommandRun of(Object... arguments) {
        return on(Terminal.NONE, arguments);
    }

    /** Runs a command on the given terminal. */
    public static CommandRun on(Terminal terminal, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Omnicache.commandLine(terminal);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int exitCode = line.execute(texts);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
