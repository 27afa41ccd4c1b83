/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.Clock;
import io.omnicache.cli.terminal.Figures;
import io.omnicache.cli.terminal.Progress;
import io.omnicache.cli.terminal.Terminal;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoreCompaction;
import io.omnicache.tier.StoredCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code compact}. */
@Command(
        name = "compact",
        description = {
            "Rewrites what tiers have stored so that it takes no more room than it needs: what has expired is removed, and what"
                    + " was replaced or removed is given back. If it is cut off, everything is there, and it can be started"
                    + " again. No process may have the stores open.",
            ""
        },
        footer = {"", "Example:  ./omnicache compact file:/var/cache/acme sqlite:/var/cache/acme.db"})
public final class CompactCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URI", arity = "1..*", description = "The stores: KIND:PATH[?OPTION=VALUE&...].")
    private List<String> stores;

    @Mixin
    private Wanted wanted;

    /** Creates the command for output to the given terminal. */
    public CompactCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        List<TierOptions> places =
                stores.stream().map(uri -> Stores.parse(spec, "URI", uri)).toList();
        for (TierOptions each : places) {
            compact(each);
        }
        return 0;
    }

    private void compact(TierOptions place) throws IOException {
        List<StoredCache> caches = Stores.caches(spec, place, wanted);
        List<StoreCompaction.Outcome> outcomes;
        try (OpenStores open = new OpenStores();
                Progress progress = new Progress(terminal, spec.commandLine().getErr(), "compacting")) {
            for (StoredCache each : caches) {
                open.open(place, each);
            }
            outcomes = new StoreCompaction(open.tiers(), Clock.system()).run(progress::update);
        }
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; i < caches.size(); i++) {
            out.println(Stores.name(caches.get(i)) + ": " + line(outcomes.get(i)));
        }
        out.flush();
    }

    private static String line(StoreCompaction.Outcome outcome) {
        long lost = outcome.entriesBefore() - outcome.expired() - outcome.entries();
        return Figures.count(outcome.entriesBefore()) + " entries before, " + Figures.count(outcome.entries())
                + " after ("
                + Figures.count(outcome.expired()) + " had expired"
                + (lost > 0 ? ", " + Figures.count(lost) + " COULD NOT BE READ" : "") + "), "
                + Figures.count(outcome.bytesBefore()) + " bytes stored before, " + Figures.count(outcome.bytes())
                + " after";
    }
}
