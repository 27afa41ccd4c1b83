/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import io.omnicache.cli.terminal.Terminal;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program {@code omnicache}. */
public final class Main {
    /** Held here, since the JDK holds it weakly. */
    private static final Logger LOG = Logger.getLogger("io.omnicache");

    private Main() {}

    /**
     * Runs the command line and ends the JVM with its exit code: 0, 1 if the command failed, 2 if it was called wrongly, 130
     * after Ctrl-C.
     */
    public static void main(String[] arguments) {
        LOG.setLevel(Level.WARNING); // standard error is for progress and failures
        Terminal terminal = Terminal.of(System.getProperties(), System.getenv());
        System.exit(Omnicache.commandLine(terminal).execute(arguments));
    }
}
