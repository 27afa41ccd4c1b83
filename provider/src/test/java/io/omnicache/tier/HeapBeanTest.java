/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of the heap of a cache with tiers below it: how much of the work it does. */
class HeapBeanTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final int ROOM = 4;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    private Cache<Integer, String> cache(UnaryOperator<OmniConfigurationBuilder<Integer, String>> options) {
        OmniConfigurationBuilder<Integer, String> builder = OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .management(true)
                .statistics(true)
                .strategy("lru")
                .entries(ROOM)
                .tier("memory", Map.of());
        return manager.createCache("shown", options.apply(builder).build());
    }

    private static Set<ObjectName> beans() throws JMException {
        return SERVER.queryNames(new ObjectName("io.omnicache:type=Tier,Cache=shown,Tier=heap,*"), null);
    }

    private static Object attribute(String name) throws JMException {
        return SERVER.getAttribute(beans().iterator().next(), name);
    }

    private static long count(String name) throws JMException {
        return (Long) attribute(name);
    }

    private static void fill(Cache<Integer, String> cache, int entries) {
        IntStream.range(0, entries).forEach(key -> cache.put(key, "v"));
    }

    @Test
    void itsHitsAreThoseThatNoTierBelowWasAskedFor() throws JMException {
        Cache<Integer, String> cache = cache(options -> options);
        fill(cache, 10); // the last four are in the heap
        for (int i = 0; i < 3; i++) {
            IntStream.range(6, 10).forEach(cache::get);
        }
        assertThat(count("Hits")).isEqualTo(12);
        long asked = count("Misses");
        assertThat(cache.get(0)).isEqualTo("v");
        assertThat(cache.get(77)).isNull();
        assertThat(count("Hits")).isEqualTo(12);
        assertThat(count("Misses")).isEqualTo(asked + 2);
        assertThat(cache.get(0)).isEqualTo("v");
        assertThat(count("Hits")).as("it came into the heap").isEqualTo(13);
        assertThat(count("Misses")).isEqualTo(asked + 2);
    }

    @Test
    void otherOperationsThatFindTheEntryBelowAreNoHitsOfTheHeap() throws JMException {
        Cache<Integer, String> cache = cache(options -> options);
        fill(cache, 20);
        cache.getAndPut(0, "w");
        cache.getAndReplace(1, "w");
        cache.getAndRemove(2);
        cache.replace(3, "v", "w");
        cache.remove(4, "other");
        cache.invoke(5, (entry, arguments) -> entry.getValue());
        cache.getAll(new HashSet<>(List.of(6, 7, 8)));
        assertThat(count("Hits")).isZero();
        assertThat(count("Misses")).isGreaterThanOrEqualTo(9);
    }

    @Test
    void countsWhatComesAndLeaves() throws JMException {
        Cache<Integer, String> cache =
                cache(options -> options.expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)));
        fill(cache, 10);
        assertThat(count("Puts")).isEqualTo(10);
        assertThat(count("Evictions")).isEqualTo(10 - ROOM);
        assertThat(count("Entries")).isEqualTo(ROOM);
        cache.get(0);
        assertThat(count("Puts")).as("it came from below").isEqualTo(11);
        cache.remove(9);
        assertThat(count("Removals")).isEqualTo(1);
        clock.advance(Duration.ofHours(2));
        cache.unwrap(OmniCache.class).cleanUp();
        assertThat(count("Expirations")).isEqualTo(9);
        assertThat(count("Entries")).isZero();
    }

    @Test
    void aPutThatLooksBelowCountsOnceAndAnIterationBringsNothing() throws JMException {
        Cache<Integer, String> cache = cache(options -> options);
        fill(cache, 10);
        cache.getAndPut(0, "w");
        assertThat(count("Puts")).isEqualTo(11);
        cache.forEach(entry -> assertThat(entry.getValue()).isNotEmpty());
        assertThat(count("Puts")).isEqualTo(11);
        assertThat(count("Entries")).isEqualTo(ROOM);
    }

    @Test
    void whatItCannotHaveIsZero() throws JMException {
        Instant opened = Instant.ofEpochMilli(clock.millis());
        fill(cache(options -> options), 10);
        assertThat(attribute("Breaker")).isEqualTo("CLOSED");
        assertThat(attribute("Since")).isEqualTo(opened.toString());
        assertThat(attribute("Reason")).isNull();
        assertThat(attribute("ReadOnly")).isEqualTo(false);
        for (String name : List.of(
                "Failures",
                "Outages",
                "ChangedKeys",
                "Bytes",
                "Unreadable",
                "QueueDepth",
                "Compactions",
                "Recovered")) {
            assertThat(count(name)).as(name).isZero();
        }
        assertThat(attribute("LatencyMaxMicros")).isEqualTo(0.0);
    }

    @Test
    void bytesAreThoseOfABoundThatCountsThem() throws JMException {
        fill(cache(options -> options.bytes(1 << 20)), 10);
        assertThat(count("Bytes")).isBetween(10 * 50L, 10 * 500L);
    }

    @Test
    void hitsAreCountedWhileStatisticsAreEnabledAndBeginAnewWithThem() throws JMException {
        Cache<Integer, String> cache = cache(options -> options);
        fill(cache, 10);
        cache.get(9);
        cache.get(0);
        SERVER.invoke(
                SERVER.queryNames(new ObjectName("javax.cache:type=CacheStatistics,Cache=shown,*"), null)
                        .iterator()
                        .next(),
                "clear",
                new Object[0],
                new String[0]);
        assertThat(count("Hits")).isZero();
        cache.get(0);
        assertThat(count("Hits")).isEqualTo(1);
        manager.enableStatistics("shown", false);
        cache.get(0);
        assertThat(count("Hits")).isEqualTo(1);
        assertThat(count("Puts")).as("counted always").isEqualTo(11);
    }

    @Test
    void thereIsNoneWithoutTiersBelow() throws JMException {
        manager.createCache(
                "shown",
                OmniConfiguration.builder(Integer.class, String.class)
                        .management(true)
                        .build());
        assertThat(beans()).isEmpty();
    }
}
