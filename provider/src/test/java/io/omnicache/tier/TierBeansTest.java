/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator sees of tiers. */
class TierBeansTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    private Cache<Integer, String> cache(String... kinds) {
        var builder = OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .management(true)
                .strategy("lru")
                .expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR))
                .entries(2);
        for (String kind : kinds) {
            builder = builder.tier(kind, kind.equals("faulty") ? Map.of("id", "bean") : Map.of());
        }
        return manager.createCache("shown", builder.build());
    }

    private static Set<ObjectName> beans() throws JMException {
        return SERVER.queryNames(new ObjectName("io.omnicache:type=Tier,Cache=shown,*"), null);
    }

    private static Object attribute(String name) throws JMException {
        return TierBean.attribute("shown", name);
    }

    @Test
    void countsWhatTheTierWasAskedAndTold() throws JMException {
        Cache<Integer, String> cache = cache("memory");
        IntStream.range(0, 10).forEach(key -> cache.put(key, "v"));
        IntStream.range(0, 5).forEach(cache::get);
        cache.remove(9);
        cache.get(77);
        clock.advance(Duration.ofHours(2));
        provider.getCacheManager()
                .getCache("shown")
                .unwrap(io.omnicache.OmniCache.class)
                .cleanUp();

        assertThat(attribute("Puts")).isEqualTo(10L);
        assertThat((Long) attribute("Hits")).isGreaterThanOrEqualTo(5);
        assertThat((Long) attribute("Misses")).isGreaterThanOrEqualTo(1);
        assertThat(attribute("Removals")).isEqualTo(1L);
        assertThat(attribute("Expirations")).isEqualTo(9L);
        assertThat(attribute("Entries")).isEqualTo(0L);
        assertThat(attribute("Breaker")).isEqualTo("CLOSED");
        assertThat(attribute("Reason")).isNull();
        assertThat((Double) attribute("LatencyMaxMicros"))
                .isGreaterThanOrEqualTo((Double) attribute("LatencyP50Micros"));
    }

    @Test
    void aTierThatFailsIsSeen() throws JMException {
        try (LogCapture log = new LogCapture("io.omnicache.tier")) {
            Cache<Integer, String> cache = cache("faulty");
            FaultyTier.named("bean").fail();
            IntStream.range(0, 10).forEach(key -> cache.put(key, "v"));

            assertThat(attribute("Breaker")).isEqualTo("OPEN");
            assertThat(attribute("Reason")).isEqualTo("reading: java.io.IOException: told to fail");
            assertThat(attribute("Failures")).isEqualTo(3L);
            assertThat(attribute("ChangedKeys")).isEqualTo(10L);
            assertThat(attribute("Entries")).isEqualTo(0L);
            FaultyTier.named("bean").repair();
            assertThat(log.messages()).hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void theBeanOfTheCacheSaysThatItIsDegraded() throws JMException {
        Cache<Integer, String> plain = cache("memory", "faulty");
        OmniCache<?, ?> cache = plain.unwrap(OmniCache.class);
        FaultyTier.named("bean").repair();
        assertThat(ofCache("Degraded")).isEqualTo(false);
        assertThat((String[]) ofCache("FailedTiers")).isEmpty();

        FaultyTier.named("bean").fail();
        IntStream.range(0, 10).forEach(key -> plain.put(key, "v"));
        assertThat(ofCache("Degraded")).isEqualTo(true);
        assertThat((String[]) ofCache("FailedTiers"))
                .containsExactly("faulty since " + Instant.ofEpochMilli(clock.millis()) + ": "
                        + cache.tiers().get(1).reason().orElseThrow());
        assertThat(ofCache("Outages")).isEqualTo(1L);
        assertThat(ofCache("Recoveries")).isEqualTo(0L);
        assertThat(ofTier("faulty", "Outages")).isEqualTo(1L);

        FaultyTier.named("bean").repair();
        clock.advance(Duration.ofMinutes(1));
        cache.cleanUp();
        assertThat(ofCache("Degraded")).isEqualTo(false);
        assertThat(ofCache("Outages")).isEqualTo(1L);
        assertThat(ofCache("Recoveries")).isEqualTo(1L);
        assertThat(ofTier("memory", "Outages")).isEqualTo(0L);
    }

    private static Object ofCache(String attribute) throws JMException {
        return SERVER.getAttribute(only("io.omnicache:type=Cache,Cache=shown,*"), attribute);
    }

    private static Object ofTier(String tier, String attribute) throws JMException {
        return SERVER.getAttribute(only("io.omnicache:type=Tier,Cache=shown,Tier=" + tier + ",*"), attribute);
    }

    private static ObjectName only(String pattern) throws JMException {
        return SERVER.queryNames(new ObjectName(pattern), null).iterator().next();
    }

    @Test
    void evictionsOfATierAreCounted() throws JMException {
        Cache<Integer, String> cache = manager.createCache(
                "shown",
                OmniConfiguration.builder(Integer.class, String.class)
                        .management(true)
                        .entries(2)
                        .tier("memory", Map.of("entries", "20"))
                        .build());
        IntStream.range(0, 100).forEach(key -> cache.put(key, "v"));

        assertThat((Long) attribute("Evictions")).isGreaterThanOrEqualTo(75);
        assertThat(attribute("Expirations")).isEqualTo(0L);
    }

    @Test
    void eachTierHasANameAndAllGoWithTheCache() throws JMException {
        Cache<Integer, String> cache = cache("memory", "faulty", "memory");
        assertThat(beans())
                .extracting(name -> name.getKeyProperty("Tier"))
                .containsExactlyInAnyOrder("heap", "memory1", "faulty", "memory3");
        cache.close();
        assertThat(beans()).isEmpty();
    }
}
