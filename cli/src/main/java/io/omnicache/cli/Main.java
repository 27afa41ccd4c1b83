/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import io.omnicache.cli.terminal.Terminal;

/** The program {@code omnicache}. */
public final class Main {
    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code: 0, 1 if the command failed, 2 if it was called wrongly, 130
     * after Ctrl-C.
     */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        System.exit(Omnicache.commandLine(terminal).execute(arguments));
    }
}
