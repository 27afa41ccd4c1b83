/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli;

import io.omnicache.cli.demo.DemoCommand;
import io.omnicache.cli.simulate.SimulateCommand;
import io.omnicache.cli.stores.CompactCommand;
import io.omnicache.cli.stores.DumpCommand;
import io.omnicache.cli.stores.MigrateCommand;
import io.omnicache.cli.stores.VerifyCommand;
import io.omnicache.cli.terminal.Terminal;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command at the top; what it does is in its subcommands. */
@Command(
        name = "omnicache",
        description = "A cache for Java programs (JCache, JSR-107), to try and to measure.",
        versionProvider = Version.class,
        footer = {
            "",
            "Start with:  ./omnicache demo",
            "Exit codes: 0 done, 1 failed, 2 wrong call, 130 stopped by Ctrl-C."
        })
final class Omnicache implements Runnable {
    /** Held here, since the JDK holds it weakly. */
    private static final Logger LOG = Logger.getLogger("io.omnicache");

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("unused") // picocli looks at it
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "If the command fails, print where (the stack trace).")
    private boolean debug;

    private Omnicache() {}

    /** Returns the command line, ready to execute; output goes where {@link CommandLine#setOut} says. */
    static CommandLine commandLine(Terminal terminal) {
        LOG.setLevel(Level.WARNING); // standard error is for progress and failures
        Omnicache omnicache = new Omnicache();
        CommandLine line = new CommandLine(omnicache);
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new SimulateCommand(terminal));
        line.addSubcommand(new MigrateCommand(terminal));
        line.addSubcommand(new VerifyCommand());
        line.addSubcommand(new DumpCommand());
        line.addSubcommand(new CompactCommand(terminal));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.colored() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(Math.max(55, Math.min(100, terminal.columns())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, failed, parsed) -> omnicache.report(failure, failed));
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: demo, simulate, migrate, verify, dump or compact");
    }

    private int report(Exception failure, CommandLine failed) {
        if (debug) {
            failure.printStackTrace(failed.getErr());
        } else {
            String message = failure.getMessage();
            failed.getErr()
                    .println("omnicache: " + (message == null || message.isBlank() ? failure.toString() : message));
        }
        failed.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
