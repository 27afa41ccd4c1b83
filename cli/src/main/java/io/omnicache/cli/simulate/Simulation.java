/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.cli.simulate;

import io.omnicache.cli.terminal.Progress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** Runs a workload through caches of every size and strategy, and through MIN, all in one reading. */
/*
 * Every cache sees the requests in their order, a batch at a time, by one thread at a time. Different caches take a batch in
 * parallel, which changes nothing in the result.
 */
final class Simulation {
    /** A file that configures nothing, so that a file in the working directory has no say here. */
    private static final URI NO_CONFIGURATION = URI.create("classpath:io/omnicache/cli/simulate/omnicache.yaml");

    private static final String PROVIDER = "io.omnicache.OmniCachingProvider";

    private final List<String> strategies;
    private final Minimum minimum;
    private final Function<String, Progress> progress;

    /**
     * Prepares a simulation, for one run.
     *
     * @param minimum comes after the strategies in what is found
     * @param progress begins to show progress of what it is given
     */
    Simulation(List<String> strategies, Minimum minimum, Function<String, Progress> progress) {
        this.strategies = List.copyOf(strategies);
        this.minimum = minimum;
        this.progress = progress;
    }

    /** Counts the keys, in a reading of its own: what sizes are of interest depends on it. */
    DistinctKeys count(Workload workload) {
        DistinctKeys distinct = new DistinctKeys();
        try (Progress shown = progress.apply("Counting keys")) {
            workload.read(shown, (batch, length) -> addAll(distinct, batch, length));
        }
        return distinct;
    }

    /**
     * Asks the provider for each strategy.
     *
     * @throws CacheException if one does not exist; the message lists those that do
     * @throws IllegalArgumentException likewise
     */
    void requireStrategiesExist() {
        try (CacheManager manager = manager()) {
            caches(manager, List.of(1L));
        }
    }

    /**
     * Simulates.
     *
     * @throws SimulationException if the workload cannot be read
     */
    Outcome run(Workload workload, List<Long> sizes) {
        DistinctKeys distinct = new DistinctKeys();
        List<Result> results = new ArrayList<>(runCaches(workload, sizes, distinct));
        results.addAll(minimum.results(sizes)); // when the caches are garbage
        return new Outcome(
                workload.name(),
                workload.requests(),
                workload.malformed(),
                distinct.count(),
                distinct.isExact(),
                results);
    }

    private List<Result> runCaches(Workload workload, List<Long> sizes, DistinctKeys distinct) {
        try (CacheManager manager = manager();
                Progress shown = progress.apply("Simulating")) {
            List<SimulatedCache> caches = caches(manager, sizes);
            workload.read(shown, (batch, length) -> {
                addAll(distinct, batch, length);
                minimum.add(batch, length);
                caches.parallelStream().forEach(cache -> cache.request(batch, length));
            });
            return caches.stream()
                    .map(cache -> cache.result(workload.requests()))
                    .toList();
        }
    }

    private List<SimulatedCache> caches(CacheManager manager, List<Long> sizes) {
        List<SimulatedCache> caches = new ArrayList<>();
        for (String strategy : strategies) {
            sizes.forEach(size -> caches.add(new SimulatedCache(manager, strategy, size)));
        }
        return caches;
    }

    private static CacheManager manager() {
        return Caching.getCachingProvider(PROVIDER)
                .getCacheManager(NO_CONFIGURATION, Simulation.class.getClassLoader());
    }

    private static void addAll(DistinctKeys distinct, Object[] batch, int length) {
        Stream.of(batch).limit(length).forEach(distinct::add);
    }
}
