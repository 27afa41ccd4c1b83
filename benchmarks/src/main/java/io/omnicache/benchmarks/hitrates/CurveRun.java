/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import io.omnicache.MissRatioCurve;
import io.omnicache.MissRatioCurve.Point;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.cache.CacheManager;

/**
 * The estimated miss ratios of one cache beside those of real caches of the sizes.
 *
 * @param curve what the cache estimated while it served the trace
 * @param exact the miss ratio by size, each from a cache of that size that served the whole trace
 */
record CurveRun(String trace, String strategy, MissRatioCurve curve, Map<Long, Double> exact) {
    private static final double PERCENT = 100;

    /** Lets a cache of the size, and one of each other size of its curve, serve the trace. */
    static CurveRun make(Trace trace, String strategy, long size, int runs) {
        MissRatioCurve curve = estimate(trace, strategy, size);
        Contestant real = RealCache.ofStrategy(strategy);
        Map<Long, Double> exact = new TreeMap<>();
        for (Point point : curve.points()) {
            double hits = 0;
            for (int run = 0; run < runs; run++) {
                hits += real.hits(trace, point.size());
            }
            exact.put(point.size(), 1 - hits / runs / trace.length());
        }
        return new CurveRun(trace.name(), strategy, curve, exact);
    }

    private static MissRatioCurve estimate(Trace trace, String strategy, long size) {
        try (OmniCachingProvider provider = new OmniCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            OmniCache<?, ?> cache = manager.createCache(
                            "watched",
                            OmniConfiguration.builder(Object.class, Object.class)
                                    .byValue(false)
                                    .entries(size)
                                    .strategy(strategy)
                                    .missRatioCurve(true)
                                    .build())
                    .unwrap(OmniCache.class);
            RealCache.hits(trace, manager.getCache("watched", Object.class, Object.class));
            return cache.missRatioCurve().orElseThrow();
        }
    }

    /** Returns the errors in points, by size as a multiple of the present one, in hundredths. */
    Map<Long, Double> errors() {
        return curve.points().stream()
                .collect(Collectors.toMap(
                        point -> Math.round(PERCENT * point.size() / curve.size()),
                        this::error,
                        Math::max,
                        TreeMap::new));
    }

    /** Returns the mean of the errors in points over all sizes but the present one; 0 if there is no curve. */
    double error() {
        List<Point> others = curve.points().stream()
                .filter(point -> point.size() != curve.size())
                .toList();
        return others.stream().mapToDouble(this::error).average().orElse(0);
    }

    private double error(Point point) {
        return PERCENT * Math.abs(point.missRatio() - exact(point));
    }

    private double exact(Point point) {
        return Objects.requireNonNull(exact.get(point.size()));
    }

    /** Returns a line: estimated and exact miss ratio of each size, in percent. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%-13s %-8s %7d %8d %8.4f %6.2f ",
                trace,
                strategy,
                curve.size(),
                curve.requests(),
                curve.samplingRate(),
                error()));
        if (!curve.isReady()) {
            line.append(curve.recommendation());
        }
        for (Point point : curve.points()) {
            line.append(
                    String.format(Locale.ROOT, " %6.2f/%-6.2f", PERCENT * point.missRatio(), PERCENT * exact(point)));
        }
        return line.toString();
    }
}
