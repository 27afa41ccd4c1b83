/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import io.omnicache.benchmarks.process.UsedHeap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A cache that is filled in batches before it is used: how long it takes, and what its entries take. */
record Warmed(String tier, Path directory, int entries) {
    private static final int BATCH = 1000;
    private static final double MILLI = 1e6;
    private static final double MEGABYTE = 1_000_000;

    void measure(Told to) throws IOException {
        long empty = UsedHeap.bytes();
        Map<String, byte[]> source = source();
        long started = System.nanoTime();
        try (TieredCache tiered = TieredCache.open(tier, directory, entries, 0)) {
            warm(tiered, source);
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

    private static void warm(TieredCache tiered, Map<String, byte[]> source) {
        Map<String, byte[]> batch = new HashMap<>();
        source.forEach((key, value) -> {
            batch.put(key, value);
            if (batch.size() == BATCH) {
                tiered.cache().putAll(batch);
                batch.clear();
            }
        });
        tiered.cache().putAll(batch);
    }
}
