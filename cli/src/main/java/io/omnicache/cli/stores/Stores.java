/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.Clock;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.TierOptions;
import io.omnicache.tier.StoredCache;
import io.omnicache.tier.Tier;
import io.omnicache.tier.TierException;
import io.omnicache.tier.TierOpener;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Opens what tiers have stored. */
final class Stores {
    private static final ClassLoader LOADER = Stores.class.getClassLoader();

    private Stores() {}

    /** Reads where a store is; a mistake is a wrong call. */
    static TierOptions parse(CommandSpec spec, String option, String uri) {
        try {
            return StoreUri.parse(uri);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }

    /** Returns the caches that a store has, as far as they are asked for; fails if there are none. */
    static List<StoredCache> caches(CommandSpec spec, TierOptions store, Wanted asked) throws IOException {
        List<StoredCache> all;
        try {
            all = TierOpener.stored(store, LOADER);
        } catch (ConfigurationException | UnsupportedOperationException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        List<StoredCache> wanted = all.stream().filter(asked::has).toList();
        if (wanted.isEmpty()) {
            throw new NoSuchFileException(
                    all.isEmpty()
                            ? "there is no cache in the store"
                            : "there is no such cache in the store, but "
                                    + all.stream().map(Stores::name).toList());
        }
        return wanted;
    }

    /** Opens what a store has of a cache; a failure says why, such as which process has the store open. */
    static Tier open(TierOptions store, StoredCache cache) throws IOException {
        try {
            return TierOpener.openAlone(cache.manager(), cache.name(), Clock.system(), store, LOADER);
        } catch (TierException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        }
    }

    static String name(StoredCache cache) {
        return cache.name() + " of " + cache.manager();
    }
}
