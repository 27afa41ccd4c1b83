/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.StoreMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What each built-in strategy comes to in a cache; which entries it names is tested with each. */
class StrategiesInCachesTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock = new ManualClock();
    private Duration afterCreation = Duration.ETERNAL;
    private Duration afterUpdate;
    private Duration afterAccess;

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    private Cache<String, String> cache(UnaryOperator<OmniConfigurationBuilder<String, String>> options) {
        return provider.getCacheManager()
                .createCache(
                        "names",
                        options.apply(OmniConfiguration.builder(String.class, String.class)
                                        .byValue(StoreMode.byValue(true))
                                        .clock(clock)
                                        .expiry(Scripted::new))
                                .build());
    }

    private static String keys(Cache<String, String> cache) {
        return StreamSupport.stream(cache.spliterator(), false)
                .map(Cache.Entry::getKey)
                .sorted()
                .collect(Collectors.joining());
    }

    private static Duration seconds(int amount) {
        return new Duration(SECONDS, amount);
    }

    /** Puts one entry each; an entry lives for as long as its place says, the first the shortest. */
    private void putLiving(Cache<String, String> cache, String... keys) {
        for (int i = 0; i < keys.length; i++) {
            afterCreation = seconds(10 * (i + 1));
            cache.put(keys[i], "value");
        }
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void keepsTheBoundInEntries(String strategy) {
        Cache<String, String> cache =
                cache(options -> options.strategy(strategy).entries(50));
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            String key = Integer.toString(random.nextInt(200));
            if (random.nextInt(10) == 0) {
                cache.remove(key);
            } else if (cache.get(key) == null) {
                cache.put(key, "value");
            }
            assertThat(cache.unwrap(OmniCache.class).size()).isLessThanOrEqualTo(50);
        }
        IntStream.range(0, 100).forEach(i -> cache.put("new " + i, "value"));
        assertThat(cache.unwrap(OmniCache.class).size()).isEqualTo(50);
        assertThat(cache.get("new 99")).as("what was just stored is there").isEqualTo("value");
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void keepsTheBoundByWeightThoughWeightsChange(String strategy) {
        Cache<String, String> cache =
                cache(options -> options.strategy(strategy).weight(300, () -> (key, value) -> value.length()));
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            cache.put(Integer.toString(random.nextInt(100)), "x".repeat(random.nextInt(20)));
            cache.get(Integer.toString(random.nextInt(100)));
        }
        int weight = StreamSupport.stream(cache.spliterator(), false)
                .mapToInt(entry -> entry.getValue().length())
                .sum();
        assertThat(weight).isBetween(250, 300);
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    @SuppressWarnings("unchecked") // the class of a configuration is raw
    void isChosenInAFile(String strategy) throws IOException {
        Path file = folder.resolve("omnicache.yaml");
        Files.writeString(
                file, "caches: { names: { strategy: %s, tiers: [ { heap: { entries: 3 } } ] } }".formatted(strategy));
        CacheManager manager = provider.getCacheManager(file.toUri(), null);
        Cache<Object, Object> cache = manager.getCache("names");
        assertThat(cache.getConfiguration(OmniConfiguration.class).strategy()).isEqualTo(strategy);
        IntStream.range(0, 10).forEach(i -> cache.put(i, i));
        assertThat(cache.unwrap(OmniCache.class).size()).isEqualTo(3);
        assertThat(cache.get(9)).isEqualTo(9);
    }

    @Test
    void leastFrequentlyUsedGoesUnderLfu() {
        Cache<String, String> cache = cache(options -> options.strategy("lfu").entries(3));
        putLiving(cache, "a", "b", "c");
        cache.get("a");
        cache.get("a");
        cache.get("c");
        cache.put("b", "an update is a use");
        cache.get("b");
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("abd");
    }

    @Test
    void oldestGoesUnderFifo() {
        Cache<String, String> cache = cache(options -> options.strategy("fifo").entries(3));
        putLiving(cache, "a", "b", "c");
        cache.get("a");
        cache.put("a", "an update changes nothing");
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("bcd");
    }

    @Test
    void whatWasUsedSurvivesTheHandUnderSieve() {
        Cache<String, String> cache = cache(options -> options.strategy("sieve").entries(3));
        putLiving(cache, "a", "b", "c");
        cache.get("a");
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("acd");
        cache.put("e", "value");
        assertThat(keys(cache)).as("the hand goes on from b").isEqualTo("ade");
    }

    @Test
    void soonestToExpireGoesUnderTtl() {
        Cache<String, String> cache = cache(options -> options.strategy("ttl").entries(3));
        afterCreation = Duration.ETERNAL;
        cache.put("n", "value");
        putLiving(cache, "a", "b", "c", "d");
        assertThat(keys(cache)).isEqualTo("cdn");
    }

    @Test
    void deadlineThatAnUpdateMakesSoonerCountsUnderTtl() {
        Cache<String, String> cache = cache(options -> options.strategy("ttl").entries(3));
        putLiving(cache, "a", "b", "c");
        afterUpdate = seconds(5);
        cache.put("c", "value");
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("abd");
    }

    @Test
    void deadlineThatAReadGivesCountsUnderTtl() {
        Cache<String, String> cache = cache(options -> options.strategy("ttl").entries(3));
        cache.put("n", "never expires");
        putLiving(cache, "a", "b");
        afterAccess = seconds(5);
        cache.get("n");
        cache.put("c", "value");
        assertThat(keys(cache)).isEqualTo("abc");
    }

    @Test
    void deadlineThatAProcessorMakesSoonerCountsUnderTtl() {
        Cache<String, String> cache = cache(options -> options.strategy("ttl").entries(3));
        putLiving(cache, "a", "b", "c");
        afterAccess = seconds(5);
        cache.invoke("c", (entry, arguments) -> entry.getValue());
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("abd");
    }

    @Test
    void deadlineThatReadsMakeLaterCountsUnderTtl() {
        Cache<String, String> cache = cache(options -> options.strategy("ttl").entries(3));
        putLiving(cache, "a", "b", "c");
        afterAccess = seconds(100);
        cache.get("a");
        cache.put("d", "value");
        assertThat(keys(cache)).isEqualTo("acd");
    }

    @Test
    void heaviestGoesUnderSize() {
        Cache<String, String> cache =
                cache(options -> options.strategy("size").weight(100, () -> (key, value) -> value.length()));
        cache.put("a", "x".repeat(10));
        cache.put("b", "x".repeat(60));
        cache.put("c", "x".repeat(20));
        cache.put("d", "x".repeat(20));
        assertThat(keys(cache)).isEqualTo("acd");
    }

    @Test
    void weightThatAnUpdateChangesCountsUnderSize() {
        Cache<String, String> cache =
                cache(options -> options.strategy("size").weight(100, () -> (key, value) -> value.length()));
        cache.put("a", "x".repeat(10));
        cache.put("b", "x".repeat(20));
        cache.put("c", "x".repeat(20));
        cache.put("a", "x".repeat(50)); // two uses for 50 are less than one for 20
        cache.put("d", "x".repeat(15));
        assertThat(keys(cache)).isEqualTo("bcd");
    }

    private final class Scripted implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return afterCreation;
        }

        @Override
        public Duration getExpiryForAccess() {
            return afterAccess;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return afterUpdate;
        }
    }
}
