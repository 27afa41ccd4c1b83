/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.disk;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** The time of each single lookup in the heap and on disk, and of each put that evicts from the tier. */
record Lookups(String tier, int entries, int operations) {
    private static final double SHARE = 0.99;
    private static final double MILLI = 1e6;

    void measure(Path directory, Told to) {
        try (TieredCache tiered = TieredCache.open(tier, directory.resolve("in-heap"), entries, 0)) {
            fill(tiered, 0, entries);
            get(tiered, 42);
            to.figure(Figure.HEAP_LOOKUP, get(tiered, 1));
        }
        try (TieredCache tiered = TieredCache.open(tier, directory.resolve("on-disk"), 1, 0)) {
            fill(tiered, 0, entries);
            to.figure(Figure.DISK_LOOKUP, get(tiered, 1));
        }
        try (TieredCache tiered =
                TieredCache.open(tier, directory.resolve("evicting"), Math.max(1, entries / 100), entries)) {
            fill(tiered, 0, entries);
            to.figure(Figure.EVICTION, fill(tiered, entries, operations / 10));
        }
    }

    private double get(TieredCache tiered, long seed) {
        Random random = new Random(seed);
        long[] nanos = new long[operations];
        for (int i = 0; i < operations; i++) {
            int number = random.nextInt(entries);
            String key = Payload.key(number);
            long started = System.nanoTime();
            byte[] value = tiered.cache().get(key);
            nanos[i] = System.nanoTime() - started;
            Payload.version(number, value);
        }
        return quantile(nanos);
    }

    private static double fill(TieredCache tiered, int from, int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            String key = Payload.key(from + i);
            byte[] value = Payload.value(from + i, 0);
            long started = System.nanoTime();
            tiered.cache().put(key, value);
            nanos[i] = System.nanoTime() - started;
        }
        return quantile(nanos);
    }

    private static double quantile(long... nanos) {
        Arrays.sort(nanos);
        return nanos[(int) (SHARE * (nanos.length - 1))] / MILLI;
    }
}
