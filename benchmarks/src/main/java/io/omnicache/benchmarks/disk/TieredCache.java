/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.nio.file.Path;
import java.util.Map;
import javax.cache.Cache;

/** A heap of so many entries over one tier. */
record TieredCache(OmniCachingProvider provider, Cache<String, byte[]> cache) implements AutoCloseable {
    /**
     * Opens one.
     *
     * @param bound how many entries the tier may hold, 0 if it has no bound
     */
    static TieredCache open(String tier, Path directory, int heap, int bound) {
        DiskSubject.Kind kind = DiskSubject.named(tier).kind();
        Map<String, String> options = kind.options(directory);
        if (bound > 0) {
            options.put("entries", Integer.toString(bound));
        }
        OmniCachingProvider provider = new OmniCachingProvider();
        return new TieredCache(
                provider,
                provider.getCacheManager()
                        .createCache(
                                "figures",
                                OmniConfiguration.builder(String.class, byte[].class)
                                        .entries(heap)
                                        .tier(kind.tier(), options)
                                        .build()));
    }

    @Override
    public void close() {
        provider.close();
    }
}
