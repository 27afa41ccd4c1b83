/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omnicache.EvictionStrategy;
import io.omnicache.MissRatioCurve;
import io.omnicache.MissRatioCurve.Point;
import java.util.Random;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The curve beside caches of the sizes that serve the same requests. */
final class MissRatiosTest {
    private static final int SEEDS = 3;

    /** A bound, in miss ratio, for the mean error of a curve, averaged over the seeds: that on real traces is 0.017. */
    private static final double MOST = 0.03;

    private static final EvictionStrategy ADAPTIVE = new AdaptiveStrategy();
    private static final EvictionStrategy LRU = new LruStrategy();

    static Stream<Arguments> loads() {
        LongFunction<IntSupplier> skewed = seed -> Loads.skewed(0, 50_000, new Random(seed));
        LongFunction<IntSupplier> flat = seed -> Loads.skewed(0, 5_000, new Random(seed));
        LongFunction<IntSupplier> moving = seed -> Loads.moving(0, 3_000, 3, new Random(seed));
        LongFunction<IntSupplier> loop = seed -> Loads.loop(0, 3_000);
        LongFunction<IntSupplier> scanned = seed -> {
            IntSupplier hot = Loads.skewed(0, 20_000, new Random(seed));
            IntSupplier once = Loads.scan(1 << 24);
            Random random = new Random(~seed);
            return () -> random.nextInt(4) == 0 ? once.getAsInt() : hot.getAsInt();
        };
        return Stream.of(
                Arguments.of("skewed", ADAPTIVE, skewed),
                Arguments.of("skewed", LRU, skewed),
                Arguments.of("skewed", new SieveStrategy(), skewed),
                Arguments.of("skewed", new FifoStrategy(), skewed),
                Arguments.of("few keys", ADAPTIVE, flat),
                Arguments.of("moving", ADAPTIVE, moving),
                Arguments.of("moving", LRU, moving),
                Arguments.of("loop", ADAPTIVE, loop),
                Arguments.of("loop", LRU, loop),
                Arguments.of("with a scan", ADAPTIVE, scanned),
                Arguments.of("with a scan", LRU, scanned));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("loads")
    void curveIsNearTheExactSimulation(String name, EvictionStrategy strategy, LongFunction<IntSupplier> load) {
        double mean = LongStream.rangeClosed(1, SEEDS)
                .mapToDouble(seed -> error(strategy, load, seed))
                .average()
                .orElseThrow();
        assertThat(mean)
                .as("%s under %s, seeds 1 to %d", name, strategy.name(), SEEDS)
                .isLessThan(MOST);
    }

    private static double error(EvictionStrategy strategy, LongFunction<IntSupplier> load, long seed) {
        int requests = 60_000;
        WatchedCache watched = new WatchedCache(strategy, 1_000, seed);
        double real = watched.missRatio(load.apply(seed), requests);
        MissRatioCurve curve = watched.curve();
        assertThat(curve.points()).extracting(Point::size).containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L);
        assertThat(curve.requests()).isEqualTo(requests);
        assertThat(curve.missRatioAt(1_000)).as("seed %d", seed).hasValueCloseTo(real, within(1e-9));
        double sum = 0;
        for (Point point : curve.points()) {
            int size = (int) point.size();
            KeysOnly exact = new KeysOnly(WatchedCache.order(strategy, size, seed), size);
            sum += Math.abs(1 - Loads.hitRate(exact, load.apply(seed), requests) - point.missRatio());
        }
        return sum / (curve.points().size() - 1);
    }

    @Test
    void saysNothingBeforeThereAreEnoughRequests() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        assertThat(watched.curve().isReady()).isFalse();
        assertThat(watched.curve().recommendation()).isEqualTo("Not enough requests yet: 0 of about 4000");
        watched.missRatio(Loads.scan(0), 2_500);
        assertThat(watched.curve().isReady()).isFalse();
        assertThat(watched.curve().recommendation()).isEqualTo("Not enough requests yet: 2500 of about 4000");
        watched.missRatio(Loads.scan(2_500), 7_500);
        assertThat(watched.curve().isReady()).isTrue();
        assertThat(watched.curve().points()).allMatch(point -> point.missRatio() == 1);
    }

    @Test
    void tinyCachesAreSimulatedAsTheyAre() {
        for (int maximum = 1; maximum <= 32; maximum++) {
            WatchedCache watched = new WatchedCache(LRU, maximum, maximum);
            watched.missRatio(Loads.skewed(0, 200, new Random(maximum)), 5_000);
            MissRatioCurve curve = watched.curve();
            assertThat(curve.samplingRate()).isEqualTo(1);
            for (Point point : curve.points()) {
                int size = (int) point.size();
                double hits = Loads.hitRate(
                        new KeysOnly(LRU.newOrder(size), size), Loads.skewed(0, 200, new Random(maximum)), 5_000);
                assertThat(point.missRatio()).as("%d of %d", size, maximum).isCloseTo(1 - hits, within(0.02));
            }
        }
    }

    @Test
    void cacheThatNeverMissesAnyMoreIsWatchedByItsReaders() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        watched.missRatio(Loads.loop(0, 900), 900);
        assertThat(watched.missRatio(Loads.loop(0, 900), 2_000_000)).isZero();
        MissRatioCurve curve = watched.curve();
        assertThat(curve.missRatioAt(1_000)).hasValueCloseTo(0.0, within(0.01));
        assertThat(curve.missRatioAt(500)).as("a loop that does not fit").hasValueCloseTo(1.0, within(0.1));
        assertThat(curve.missRatioAt(2_000)).hasValueCloseTo(0.0, within(0.01));
    }

    @Test
    void keysThatNobodyStoresMissAtAnySize() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            watched.request(random.nextInt(500));
            watched.ratios.onMiss();
        }
        assertThat(watched.curve().points())
                .filteredOn(point -> point.size() >= 1_000)
                .allSatisfy(point -> assertThat(point.missRatio()).isCloseTo(0.5, within(0.01)));
    }

    @Test
    void removedKeysAreMissedAtAnySize() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        for (int i = 0; i < 100_000; i++) {
            watched.request(i % 100);
            watched.remove(i % 100);
        }
        assertThat(watched.curve().points())
                .allSatisfy(point -> assertThat(point.missRatio()).isCloseTo(1, within(0.001)));
    }

    @Test
    void anotherBoundBeginsAnewAndAnAlikeOneDoesNot() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        watched.missRatio(Loads.skewed(0, 50_000, new Random(1)), 50_000);
        watched.ratios.onMaximum(1_100);
        watched.missRatio(Loads.scan(1 << 24), 1);
        assertThat(watched.curve().points())
                .extracting(Point::size)
                .containsExactly(275L, 550L, 1_100L, 2_200L, 4_400L);
        watched.ratios.onMaximum(3_000);
        watched.missRatio(Loads.scan(1 << 25), 1);
        assertThat(watched.curve().isReady()).isFalse();
        assertThat(watched.curve().requestsNeeded()).isEqualTo(12_000);
        watched.missRatio(Loads.skewed(0, 50_000, new Random(1)), 200_000);
        assertThat(watched.curve().isReady()).as("it had to warm first").isTrue();
    }

    @Test
    void cacheThatNeverMissesBeginsAnewWithItsBound() {
        WatchedCache watched = new WatchedCache(LRU, 1_000, 1);
        watched.missRatio(Loads.loop(0, 900), 200_000);
        assertThat(watched.curve().isReady()).isTrue();
        watched.ratios.onMaximum(4_000);
        assertThat(watched.curve().points()).isEmpty();
        assertThat(watched.curve().requests()).isZero();
        assertThat(watched.curve().requestsNeeded()).isEqualTo(16_000);
        assertThat(watched.missRatio(Loads.loop(0, 900), 2_000_000)).isZero();
        assertThat(watched.curve().missRatioAt(2_000)).hasValueCloseTo(0.0, within(0.01));
    }

    @Test
    void requestsAreNotCountedWhileTheMiniaturesFillAndNeverFall() {
        MissRatios ratios = new MissRatios(LRU, 1_000, 1_000, false, () -> {}, () -> new Seed(1));
        long before = 0;
        int counted = 0;
        for (int i = 0; i < 20_000; i++) {
            ratios.onAdd(new KeysOnly.Key(i, 1));
            MissRatioCurve curve = ratios.curve();
            assertThat(curve.requests()).as("request %d", i).isGreaterThanOrEqualTo(before);
            before = curve.requests();
            counted += before > 0 ? 1 : 0;
        }
        assertThat(counted).as("four times the cache fills first").isBetween(14_000, 18_000);
    }

    @Test
    void weightsCountByTheirMean() {
        MissRatios ratios = new MissRatios(LRU, 64_000, 0, true, () -> {}, () -> new Seed(1));
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            ratios.onAdd(new KeysOnly.Key(i, 32 + random.nextInt(65)));
        }
        MissRatioCurve curve = ratios.curve();
        assertThat(curve.requestsNeeded()).as("about 1,000 entries").isBetween(3_400L, 4_600L);
        assertThat(curve.points())
                .extracting(Point::size)
                .containsExactly(16_000L, 32_000L, 64_000L, 128_000L, 256_000L);
    }

    @Test
    void strategyThatNamesNoVictimDoesNotFillTheMemory() {
        MissRatios ratios = new MissRatios(new NeverEvicting(), 100, 0, false, () -> {}, () -> new Seed(1));
        for (int i = 0; i < 100_000; i++) {
            ratios.onAdd(new KeysOnly.Key(i, 1));
        }
        assertThat(ObjectGraph.bytes(ratios)).isLessThan(64 * 1024);
    }

    private static final class NeverEvicting implements EvictionStrategy {
        @Override
        public String name() {
            return "never";
        }

        @Override
        public Order newOrder(long maximum) {
            return new Order() {
                @Override
                public void onHit(Entry entry) {}

                @Override
                public void onAdd(Entry entry) {}

                @Override
                public void onRemove(Entry entry) {}

                @Override
                public Entry victim() {
                    return null;
                }

                @Override
                public void onPassedOver(Entry entry) {}
            };
        }
    }
}
