/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** Caches of several managers over one store in memory, as several processes would have it. */
abstract class SharedCaches {
    static final int PROCESSES = 4;
    static final int THREADS = 8;

    private final List<OmniCachingProvider> providers = new ArrayList<>();
    final ManualClock clock = new ManualClock();
    final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        providers.forEach(OmniCachingProvider::close);
        SharedMemoryTier.Store.forgetAll();
    }

    static javax.cache.expiry.Duration seconds(int seconds) {
        return new javax.cache.expiry.Duration(TimeUnit.SECONDS, seconds);
    }

    static SharedMemoryTier.Store store() {
        return SharedMemoryTier.Store.of("storeusers");
    }

    final List<OmniCache<Integer, Integer>> caches() {
        return IntStream.range(0, PROCESSES)
                .mapToObj(number -> cache(options -> options))
                .toList();
    }

    @SuppressWarnings("unchecked") // the cache has these types
    final OmniCache<Integer, Integer> cache(UnaryOperator<OmniConfigurationBuilder<Integer, Integer>> options) {
        OmniCachingProvider provider = new OmniCachingProvider();
        providers.add(provider);
        return provider.getCacheManager()
                .createCache(
                        "users",
                        options.apply(OmniConfiguration.builder(Integer.class, Integer.class)
                                        .clock(clock)
                                        .entries(1_000)
                                        .tier("shared-memory", Map.of("id", "store")))
                                .build())
                .unwrap(OmniCache.class);
    }

    interface Work {
        void run(OmniCache<Integer, Integer> cache);
    }

    final void inAll(List<OmniCache<Integer, Integer>> caches, int times, Work work) throws Exception {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            OmniCache<Integer, Integer> cache = caches.get(thread % caches.size());
            tasks.add(() -> {
                for (int i = 0; i < times; i++) {
                    work.run(cache);
                }
                return true;
            });
        }
        Set<Future<Boolean>> done = new HashSet<>(threads.invokeAll(tasks));
        for (Future<Boolean> each : done) {
            each.get();
        }
    }
}
