/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.config.OmniConfiguration;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** One cache under the workload, and what it hit. Confined to one thread at a time. */
final class SimulatedCache {
    private final Cache<Object, Boolean> cache;
    private final String strategy;
    private final long size;
    private long hits;

    /**
     * Creates the cache.
     *
     * @throws RuntimeException if there is no such strategy; the message lists those that exist
     */
    SimulatedCache(CacheManager manager, String strategy, long size) {
        this.strategy = strategy;
        this.size = size;
        this.cache = manager.createCache(
                strategy + "-" + size,
                OmniConfiguration.builder(Object.class, Boolean.class)
                        .byValue(false)
                        .entries(size)
                        .strategy(strategy)
                        .build());
    }

    /** Makes the first requests of the batch. */
    void request(Object[] batch, int length) {
        for (int i = 0; i < length; i++) {
            Object key = batch[i];
            if (cache.get(key) == null) {
                cache.put(key, Boolean.TRUE);
            } else {
                hits++;
            }
        }
    }

    Result result(long requests) {
        return new Result(strategy, size, requests, hits);
    }
}
