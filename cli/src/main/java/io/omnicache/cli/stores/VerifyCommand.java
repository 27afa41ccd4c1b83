/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.cli.terminal.Figures;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoreContents;
import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code verify}. */
@Command(
        name = "verify",
        description = {
            "Reads all that a tier has stored and says what cannot be read. Nothing is changed. What it prints is the same for"
                    + " the same entries, so two stores can be compared.",
            ""
        },
        footer = {"", "Example:  ./omnicache verify file:/var/cache/acme", "Exit code: 1 if something cannot be read."})
public final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URI", description = "The store: KIND:PATH[?OPTION=VALUE&...].")
    private String store;

    @Mixin
    private Wanted wanted;

    /** Creates the command. */
    public VerifyCommand() {}

    @Override
    public Integer call() throws IOException {
        TierOptions place = StoreUri.readOnly(Stores.parse(spec, "URI", store));
        boolean whole = true;
        for (StoredCache each : Stores.caches(spec, place, wanted)) {
            whole &= verify(each, place);
        }
        return whole ? 0 : 1;
    }

    private boolean verify(StoredCache each, TierOptions place) throws IOException {
        StoreContents contents;
        TierFigures figures;
        try (Tier tier = Stores.open(place, each)) {
            contents = StoreContents.of(tier, Long.MIN_VALUE); // what has expired is to be readable, too
            figures = tier.figures();
        }
        long unreadable = Math.max(contents.unreadable(), figures.damaged());
        PrintWriter out = spec.commandLine().getOut();
        out.println(Stores.name(each) + ": " + Figures.count(contents.entries()) + " entries, "
                + Figures.count(contents.bytes()) + " bytes of keys and values, " + Figures.count(figures.bytes())
                + " bytes stored, checksum " + Long.toHexString(contents.checksum())
                + (unreadable == 0 ? ", all can be read" : ", CANNOT BE READ: " + Figures.count(unreadable)));
        out.flush();
        return unreadable == 0;
    }
}
