/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.Clock;
import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Progress;
import io.omnicache.cli.terminal.Terminal;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoreCopy;
import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code migrate}. */
@Command(
        name = "migrate",
        description = {
            "Copies what a tier has stored into another tier, with times and versions, and compares both: by count and by"
                    + " checksum. What is there already is not copied again, so a copy that was cut off goes on. No process"
                    + " may have the stores open.",
            ""
        },
        footer = {"", "Example:  ./omnicache migrate --from file:/var/cache/acme --to sqlite:/var/cache/acme.db"})
public final class MigrateCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "URI",
            required = true,
            description = "The store that is read: KIND:PATH[?OPTION=VALUE&...].")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "URI",
            required = true,
            description = "The store that is written; it is made if need be.")
    private String to;

    @Mixin
    private Wanted wanted;

    /** Creates the command for output to the given terminal. */
    public MigrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        TierOptions source = Stores.parse(spec, "--from", from);
        TierOptions target = Stores.parse(spec, "--to", to);
        boolean verified = true;
        for (StoredCache each : Stores.caches(spec, source, wanted)) {
            verified &= migrate(each, source, target);
        }
        return verified ? 0 : 1;
    }

    private StoreCopy.Outcome copy(StoredCache each, Tier read, TierOptions target) throws IOException {
        try (Tier written = Stores.open(target, each);
                Progress progress = new Progress(terminal, spec.commandLine().getErr(), "copying " + each.name())) {
            return new StoreCopy(read, written, Clock.system())
                    .run(done -> progress.update(done.total() == 0 ? 1 : (double) done.read() / done.total()));
        }
    }

    private boolean migrate(StoredCache each, TierOptions source, TierOptions target) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        StoreCopy.Outcome outcome;
        try (Tier read = Stores.open(source, each)) {
            StoreCopy.requireInStep(read); // before there is a target
            outcome = copy(each, read, target);
        }
        String figures = Figures.count(outcome.source().entries()) + " entries, " + Figures.count(outcome.copied())
                + " copied, checksum " + Long.toHexString(outcome.source().checksum());
        if (outcome.source().unreadable() > 0) {
            figures += ", " + Figures.count(outcome.source().unreadable()) + " cannot be read and were left out";
        }
        boolean same = outcome.isVerified();
        out.println(Stores.name(each) + ": " + figures
                + (same
                        ? ", verified"
                        : ", NOT THE SAME: the target has "
                                + Figures.count(outcome.target().entries()) + " entries, checksum "
                                + Long.toHexString(outcome.target().checksum())));
        out.flush();
        return same;
    }
}
