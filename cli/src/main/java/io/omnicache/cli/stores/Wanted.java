/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.stores;

import io.omnicache.tier.StoredCache;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which caches of a store a command is for: the options that its commands have in common. */
final class Wanted {
    @Option(names = "--cache", paramLabel = "NAME", description = "Only this cache. Without it: all that are stored.")
    private @Nullable String cache;

    @Option(names = "--manager", paramLabel = "URI", description = "Only caches of this manager.")
    private @Nullable String manager;

    boolean has(StoredCache stored) {
        return (cache == null || stored.name().equals(cache))
                && (manager == null || stored.manager().equals(manager));
    }
}
