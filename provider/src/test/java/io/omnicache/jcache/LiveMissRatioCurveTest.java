/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.EvictionStrategy;
import io.omnicache.MissRatioCurve;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.engine.Invariants;
import io.omnicache.engine.Statistics.Counter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The miss ratio curve of a cache that is used, switched on and off. */
class LiveMissRatioCurveTest {
    private static final int HELD = 500;
    private static final int THREADS = 3;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();

    @AfterEach
    void close() {
        provider.close();
    }

    private static OmniConfigurationBuilder<Integer, Integer> bounded() {
        return OmniConfiguration.builder(Integer.class, Integer.class)
                .entries(HELD)
                .strategy("lru")
                .statistics(true);
    }

    @SuppressWarnings("unchecked") // the cache was made for these types
    private OmniCache<Integer, Integer> cache(OmniConfigurationBuilder<Integer, Integer> configuration) {
        return manager.createCache("live", configuration.build()).unwrap(OmniCache.class);
    }

    /** Makes requests for keys of which few are asked for most of the time; returns the share that missed. */
    private static double use(OmniCache<Integer, Integer> cache, long seed, int requests) {
        Random random = new Random(seed);
        int misses = 0;
        for (int i = 0; i < requests; i++) {
            int key = (int) (10 * HELD * Math.pow(random.nextDouble(), 3));
            if (cache.get(key) == null) {
                misses++;
                cache.put(key, key);
            }
        }
        return (double) misses / requests;
    }

    private static MissRatioCurve curve(OmniCache<?, ?> cache) {
        return cache.missRatioCurve().orElseThrow();
    }

    @Test
    void isOffUnlessItIsSwitchedOnAndThenNothingIsKept() {
        OmniCache<Integer, Integer> cache = cache(bounded());
        use(cache, 1, 5_000);
        assertThat(cache.missRatioCurve()).isEmpty();
        assertThat(Invariants.isWatched(Engines.of(cache))).isFalse();
        cache.enableMissRatioCurve(false);
        assertThat(cache.missRatioCurve()).isEmpty();
        cache.enableMissRatioCurve(true);
        assertThat(Invariants.isWatched(Engines.of(cache))).isTrue();
        cache.enableMissRatioCurve(false);
        assertThat(cache.missRatioCurve()).isEmpty();
        assertThat(Invariants.isWatched(Engines.of(cache))).isFalse();
    }

    @Test
    void configurationSwitchesItOnAndTheCurveHoldsTheRealMissRatio() {
        OmniCache<Integer, Integer> cache = cache(bounded().missRatioCurve(true));
        double missed = use(cache, 2, 50_000);
        assertThat(curve(cache).size()).isEqualTo(HELD);
        assertThat(curve(cache).missRatioAt(HELD)).hasValueCloseTo(missed, within(1e-9));
        assertThat(curve(cache).requests()).isEqualTo(50_000);
        assertThat(curve(cache).missRatioAt(HELD / 4).orElseThrow()).isGreaterThan(missed);
        assertThat(curve(cache).missRatioAt(HELD * 4L).orElseThrow()).isLessThan(missed);
        assertThat(configuration(cache).isMissRatioCurveEnabled()).isTrue();
    }

    @Test
    void switchedOnAtRunTimeItWarmsFirst() {
        OmniCache<Integer, Integer> cache = cache(bounded());
        use(cache, 3, 50_000);
        cache.enableMissRatioCurve(true);
        assertThat(configuration(cache).isMissRatioCurveEnabled()).isTrue();
        assertThat(curve(cache).isReady()).isFalse();
        assertThat(curve(cache).recommendation()).startsWith("Not enough requests yet");
        double missed = use(cache, 4, 100_000);
        assertThat(curve(cache).missRatioAt(HELD)).hasValueCloseTo(missed, within(0.02));
        MissRatioCurve before = curve(cache);
        cache.enableMissRatioCurve(true);
        assertThat(curve(cache)).as("it was on").isEqualTo(before);
    }

    @Test
    void changesOfTheCacheBeginItAnewAndKeepItOn() {
        OmniCache<Integer, Integer> cache = cache(bounded().missRatioCurve(true));
        use(cache, 5, 50_000);
        assertThat(curve(cache).isReady()).isTrue();
        cache.useStrategy("sieve");
        assertThat(curve(cache).isReady()).isFalse();
        use(cache, 6, 50_000);
        assertThat(curve(cache).isReady()).isTrue();
        cache.resize(2 * HELD);
        use(cache, 7, 1_000);
        assertThat(curve(cache).isReady()).isFalse();
        assertThat(curve(cache).size()).isEqualTo(2 * HELD);
        use(cache, 8, 100_000);
        assertThat(curve(cache).points()).extracting(MissRatioCurve.Point::size).contains(2L * HELD, 8L * HELD);
        cache.clear();
        assertThat(curve(cache).requests()).isZero();
        use(cache, 9, 50_000);
        assertThat(curve(cache).isReady()).isTrue();
    }

    @Test
    void resizeOfACacheThatMissesNoLongerTakesTheOldRatiosAway() {
        OmniCache<Integer, Integer> cache = cache(bounded().missRatioCurve(true));
        Random random = new Random(15);
        for (int i = 0; i < 100_000; i++) {
            int key = random.nextInt(HELD - 50);
            cache.putIfAbsent(key, key);
            cache.get(key);
        }
        assertThat(curve(cache).isReady()).isTrue();
        cache.resize(8 * HELD);
        assertThat(curve(cache).isReady()).isFalse();
        assertThat(curve(cache).recommendation()).isEqualTo("Not enough requests yet: 0 of about " + 32 * HELD);
        for (int i = 0; i < 100_000; i++) {
            assertThat(cache.get(random.nextInt(HELD - 50))).isNotNull();
        }
        cache.resize(HELD);
        assertThat(curve(cache).isReady()).isFalse();
    }

    @Test
    void weightsAreABoundToo() {
        OmniConfiguration<Integer, Integer> heavy = OmniConfiguration.builder(Integer.class, Integer.class)
                .weight(10L * HELD, () -> (key, value) -> 5 + key % 11)
                .missRatioCurve(true)
                .build();
        @SuppressWarnings("unchecked") // the cache was made for these types
        OmniCache<Integer, Integer> cache = manager.createCache("heavy", heavy).unwrap(OmniCache.class);
        double missed = use(cache, 10, 100_000);
        assertThat(curve(cache).missRatioAt(10L * HELD)).hasValueCloseTo(missed, within(0.03));
        assertThat(curve(cache).points()).extracting(MissRatioCurve.Point::size).contains(5L * HELD, 20L * HELD);
    }

    @Test
    void bytesAreABoundToo() {
        long bytes = 100L * HELD;
        OmniCache<Integer, Integer> cache = cache(OmniConfiguration.builder(Integer.class, Integer.class)
                .bytes(bytes)
                .missRatioCurve(true));
        double missed = use(cache, 14, 100_000);
        assertThat(curve(cache).missRatioAt(bytes)).hasValueCloseTo(missed, within(0.03));
        assertThat(curve(cache).points()).extracting(MissRatioCurve.Point::size).contains(bytes / 4, 4 * bytes);
    }

    @Test
    void keysOfGetAllAreRequestsAndAnAdditionThatWasNotMadeIsNone() {
        OmniCache<Integer, Integer> cache = cache(bounded().missRatioCurve(true));
        cache.putAll(Map.of(1, 1, 2, 2, 3, 3));
        for (int i = 0; i < 1_000; i++) {
            cache.getAll(Set.of(1, 2, -1, -2 - i));
            assertThat(cache.putIfAbsent(3, i)).isFalse();
        }
        assertThat(curve(cache).requests())
                .as("3 additions hide as many misses")
                .isEqualTo(4_000);
    }

    @Test
    void missThatALoaderFillsIsOneRequestAndOneThatItDoesNotIsAMissAtAnySize() {
        CacheLoader<Integer, Integer> loader = new CacheLoader<>() {
            @Override
            public Integer load(Integer key) {
                return key < 0 ? null : key;
            }

            @Override
            public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
                throw new UnsupportedOperationException();
            }
        };
        OmniCache<Integer, Integer> cache =
                cache(bounded().readThrough(() -> loader).missRatioCurve(true));
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            cache.get(random.nextInt(HELD / 2));
            cache.get(-1 - i);
        }
        cache.getAll(Set.of(1, 2, 3));
        assertThat(curve(cache).requests()).isBetween(40_000L, 40_300L);
        assertThat(curve(cache).missRatioAt(HELD)).hasValueCloseTo(0.5, within(0.02));
        assertThat(curve(cache).missRatioAt(4L * HELD)).hasValueCloseTo(0.5, within(0.02));
    }

    @Test
    void cacheWithoutBoundRefusesIt() {
        OmniCache<?, ?> cache =
                manager.createCache("unbounded", new MutableConfiguration<>()).unwrap(OmniCache.class);
        assertThat(cache.missRatioCurve()).isEmpty();
        cache.enableMissRatioCurve(false);
        assertThatIllegalStateException()
                .isThrownBy(() -> cache.enableMissRatioCurve(true))
                .withMessageStartingWith("Cache 'unbounded' has no bound: give it one by");
    }

    @Test
    void closedCacheRefusesAll() {
        OmniCache<Integer, Integer> cache = cache(bounded());
        cache.close();
        assertThatIllegalStateException().isThrownBy(cache::missRatioCurve);
        assertThatIllegalStateException().isThrownBy(() -> cache.enableMissRatioCurve(true));
    }

    @Test
    void operatorSwitchesItByTheBeanAndReadsIt() throws Exception {
        OmniCache<Integer, Integer> cache = cache(bounded().management(true));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("io.omnicache:type=Cache,Cache=live,*"), null).stream()
                .findAny()
                .orElseThrow();
        assertThat(server.getAttribute(bean, "MissRatioCurveEnabled")).isEqualTo(false);
        assertThat(server.getAttribute(bean, "MissRatioRecommendation"))
                .isEqualTo("Not switched on: use enableMissRatioCurve(true)");
        assertThat(((TabularData) server.getAttribute(bean, "MissRatioCurve")).isEmpty())
                .isTrue();
        server.invoke(bean, "enableMissRatioCurve", new Object[] {true}, new String[] {boolean.class.getName()});
        assertThat(server.getAttribute(bean, "MissRatioCurveEnabled")).isEqualTo(true);
        use(cache, 12, 50_000);
        TabularData shown = (TabularData) server.getAttribute(bean, "MissRatioCurve");
        assertThat(shown.size()).isEqualTo(5);
        assertThat(shown.get(new Object[] {(long) HELD}).get("value"))
                .isEqualTo(curve(cache).missRatioAt(HELD).orElseThrow());
        assertThat(server.getAttribute(bean, "MissRatioRecommendation"))
                .isEqualTo(curve(cache).recommendation());
    }

    @Test
    void switchingUnderLoadLosesNothingAndTheBoundHolds() throws Exception {
        long seed = 13;
        OmniCache<Integer, Integer> cache = cache(bounded());
        try (CreatingThreads threads = new CreatingThreads(cache, HELD, THREADS, seed)) {
            Random random = new Random(seed);
            for (int i = 0; i < 400; i++) {
                cache.enableMissRatioCurve(random.nextInt(3) > 0);
                if (random.nextInt(4) == 0) {
                    List<String> strategies = EvictionStrategy.BUILT_IN;
                    cache.useStrategy(strategies.get(random.nextInt(strategies.size())));
                    cache.resize(HELD / 2 + random.nextInt(HELD / 2 + 1));
                }
                cache.missRatioCurve()
                        .ifPresent(curve -> assertThat(curve.points())
                                .allMatch(point -> point.missRatio() >= 0 && point.missRatio() <= 1));
                assertThat(cache.size()).as("seed %d", seed).isLessThanOrEqualTo(HELD + THREADS);
            }
            long created = threads.stop();
            long evicted = Invariants.count(Engines.of(cache), Counter.EVICTIONS);
            assertThat(cache.size() + evicted).as("seed %d", seed).isEqualTo(created);
            Invariants.check(Engines.of(cache));
        }
    }

    @SuppressWarnings("unchecked") // the class of a configuration is raw
    private static OmniConfiguration<Integer, Integer> configuration(OmniCache<Integer, Integer> cache) {
        return cache.getConfiguration(OmniConfiguration.class);
    }
}
