/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.cache.CacheManager;

/**
 * What a switched-on miss ratio curve costs: processor time of the calling thread per request, with the curve on and off by turns in one
 * process, the best round of each. A request is a get, and where that returns null a put.
 */
public final class MissRatioCurveCost {
    private static final int REQUESTS = 1 << 20;
    private static final int ROUNDS = 25;
    private static final int KEYS_PER_ENTRY = 10;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private MissRatioCurveCost() {}

    /** Takes the numbers of entries; without any, 10,000 and 100,000. */
    public static void main(String[] texts) {
        String[] sizes = texts.length == 0 ? new String[] {"10000", "100000"} : texts;
        System.out.println("entries  requests  off ns   on ns  ratio  (best of " + ROUNDS + " rounds)");
        for (String size : sizes) {
            int entries = Integer.parseInt(size);
            measure(entries, "all hit", entries);
            measure(entries, "some miss", entries * KEYS_PER_ENTRY);
        }
    }

    private static void measure(int entries, String name, int keys) {
        Integer[] requests = requests(keys);
        try (OmniCachingProvider provider = new OmniCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            OmniCache<Integer, Integer> off = cache(manager, "off", entries);
            OmniCache<Integer, Integer> on = cache(manager, "on", entries);
            on.enableMissRatioCurve(true);
            double bestOff = Double.MAX_VALUE;
            double bestOn = Double.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                bestOff = Math.min(bestOff, nanos(off, requests));
                bestOn = Math.min(bestOn, nanos(on, requests));
            }
            System.out.printf(
                    Locale.ROOT, "%7d  %-9s %7.1f %7.1f  %5.3f%n", entries, name, bestOff, bestOn, bestOn / bestOff);
        }
    }

    @SuppressWarnings("unchecked") // the cache was made for these types
    private static OmniCache<Integer, Integer> cache(CacheManager manager, String name, int entries) {
        return manager.createCache(
                        name,
                        OmniConfiguration.builder(Integer.class, Integer.class)
                                .byValue(false)
                                .entries(entries)
                                .build())
                .unwrap(OmniCache.class);
    }

    /** Returns keys of which few are asked for most of the time; fresh objects, as a user's are. */
    private static Integer[] requests(int keys) {
        return IntStream.of(Zipf.draw(keys, REQUESTS, 1)).boxed().toArray(Integer[]::new);
    }

    private static double nanos(OmniCache<Integer, Integer> cache, Integer[] requests) {
        long begun = THREADS.getCurrentThreadCpuTime();
        for (Integer key : requests) {
            if (cache.get(key) == null) {
                cache.put(key, key);
            }
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - begun) / requests.length;
    }
}
