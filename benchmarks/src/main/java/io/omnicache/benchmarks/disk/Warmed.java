/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.OmniCache;
import io.omnicache.WarmSource;
import io.omnicache.benchmarks.process.UsedHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A cache that is warmed before it is used: how long it takes, and what its entries take. */
record Warmed(String tier, Path directory, int entries) {
    private static final double MILLI = 1e6;
    private static final double MEGABYTE = 1_000_000;

    void measure(Told to) throws IOException {
        long empty = UsedHeap.bytes();
        Map<String, byte[]> source = source();
        try (TieredCache tiered = TieredCache.open(tier, directory, entries, 0)) {
            @SuppressWarnings("unchecked") // as the cache was made
            OmniCache<String, byte[]> cache = tiered.cache().unwrap(OmniCache.class);
            long started = System.nanoTime();
            long stored = cache.warm(WarmSource.entries(source.entrySet())).stored();
            if (stored != entries) {
                throw new IllegalStateException(stored + " entries were stored, not " + entries);
            }
            to.figure(Figure.WARMING, (System.nanoTime() - started) / MILLI);
            source.clear();
            to.figure(Figure.HEAP, (UsedHeap.bytes() - empty) / MEGABYTE);
            for (int i = 0; i < entries; i++) {
                Payload.check(i, 0, tiered.cache().get(Payload.key(i)));
            }
        }
        to.figure(Figure.DISK, WorkDirectory.bytes(directory) / MEGABYTE);
    }

    private Map<String, byte[]> source() {
        Map<String, byte[]> source = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            source.put(Payload.key(i), Payload.value(i, 0));
        }
        return source;
    }
}
