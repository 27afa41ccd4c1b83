/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierKey;
import io.omnicache.tier.TierPage;
import io.omnicache.tier.TierRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code dump}. */
@Command(
        name = "dump",
        description = {
            "Prints what a tier has stored, a JSON object in each line: cache, times, version and lengths. Keys and values"
                    + " are shown only if asked for. Nothing is changed.",
            ""
        },
        footer = {"", "Example:  ./omnicache dump sqlite:/var/cache/acme.db --cache users --reveal"})
public final class DumpCommand implements Callable<Integer> {
    private static final int AT_ONCE = 500;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "URI", description = "The store: KIND:PATH[?OPTION=VALUE&...].")
    private String store;

    @Mixin
    private Wanted wanted;

    @Option(
            names = "--reveal",
            description = "Show keys and values, as stored: their bytes in base64. They may be secrets.")
    private boolean reveal;

    /** Creates the command. */
    public DumpCommand() {}

    @Override
    public Integer call() throws IOException {
        TierOptions place = StoreUri.readOnly(Stores.parse(spec, "URI", store));
        PrintWriter out = spec.commandLine().getOut();
        for (StoredCache each : Stores.caches(spec, place, wanted)) {
            try (Tier tier = Stores.open(place, each)) {
                dump(each, tier, out);
            }
            if (out.checkError()) {
                throw new IOException("nobody reads what is printed");
            }
        }
        return 0;
    }

    private void dump(StoredCache of, Tier tier, PrintWriter out) throws IOException {
        long page = TierPage.START;
        while (page != TierPage.END && !out.checkError()) {
            TierPage keys = tier.keys(page, AT_ONCE);
            for (Map.Entry<TierKey, TierRecord> each : tier.readAll(keys.keys()).entrySet()) {
                out.println(line(of, each.getKey(), each.getValue()));
            }
            page = keys.next();
        }
    }

    private String line(StoredCache of, TierKey key, TierRecord stored) {
        StringBuilder line = new StringBuilder("{\"cache\":").append(JsonText.quoted(of.name()));
        line.append(",\"keyBytes\":").append(key.bytes().length);
        line.append(",\"valueBytes\":").append(stored.value().length);
        line.append(",\"version\":").append(stored.version());
        line.append(",\"created\":").append(time(stored.created()));
        line.append(",\"accessed\":").append(time(stored.accessed()));
        line.append(",\"deadline\":").append(stored.deadline() == TierRecord.NEVER ? "null" : time(stored.deadline()));
        if (reveal) {
            Base64.Encoder base64 = Base64.getEncoder();
            line.append(",\"key\":\"")
                    .append(base64.encodeToString(key.bytes()))
                    .append('"');
            line.append(",\"value\":\"")
                    .append(base64.encodeToString(stored.value()))
                    .append('"');
        }
        return line.append('}').toString();
    }

    private static String time(long millis) {
        return '"' + Instant.ofEpochMilli(millis).toString() + '"';
    }
}
