/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import io.omnicache.OmniCachingProvider;
import io.omnicache.config.Bound;
import io.omnicache.config.OmniConfiguration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.cache.Cache;

/** A program that prints what a put that replaces costs under a bound of entries and of bytes: CPU time, best of many rounds. */
final class WeighingCost {
    private static final List<String> KINDS = List.of(
            "String Latin-1 10",
            "String Latin-1 100",
            "String UTF-16 100",
            "byte[0..500]",
            "record",
            "record, nested",
            "POJO with list and map",
            "HashMap of 100",
            "HashMap of 5,000",
            "list of 2,000 POJOs");
    private static final int VALUES = 64;
    private static final int PUTS = 4_096;
    private static final int ROUNDS = 300;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private WeighingCost() {}

    /** Prints a line for each kind of value: nanoseconds of a put by entries, by bytes, and the difference. */
    public static void main(String[] arguments) {
        Map<String, IntFunction<Object>> kinds = HeapUse.kinds();
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<Integer, Object> entries = cache(provider, "entries", new Bound.Entries(1_000));
            Cache<Integer, Object> bytes = cache(provider, "bytes", new Bound.Bytes(1L << 40));
            for (String kind : KINDS) {
                Object[] values = IntStream.range(200, 200 + VALUES)
                        .mapToObj(kinds.get(kind))
                        .toArray();
                double byEntries = Double.MAX_VALUE;
                double byBytes = Double.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    byEntries = Math.min(byEntries, round(entries, values));
                    byBytes = Math.min(byBytes, round(bytes, values));
                }
                System.out.printf(Locale.ROOT, "%s\t%.0f\t%.0f\t%.0f%n", kind, byEntries, byBytes, byBytes - byEntries);
            }
        }
    }

    private static double round(Cache<Integer, Object> cache, Object[] values) {
        long before = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < PUTS; i++) {
            cache.put(i % VALUES, values[i % VALUES]);
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - before) / PUTS;
    }

    /* Each key has one value, so the weight of an entry stays as it is, and the bound has nothing to do. */
    private static Cache<Integer, Object> cache(OmniCachingProvider provider, String name, Bound bound) {
        return provider.getCacheManager()
                .createCache(
                        name,
                        OmniConfiguration.builder(Integer.class, Object.class)
                                .heap(bound)
                                .byValue(false)
                                .build());
    }
}
