/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.Eventually;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierMode;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.OnFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache whose heap holds few entries and whose tier below holds all. */
class TieredCacheTest {
    private static final int MANY = 1_000;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    private OmniCache<Integer, String> cache(String... tiers) {
        return cache(builder(), tiers);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> cache(OmniConfigurationBuilder<Integer, String> builder, String... tiers) {
        return manager.createCache("users", TierMode.addTo(builder, tiers).build())
                .unwrap(OmniCache.class);
    }

    private OmniConfigurationBuilder<Integer, String> builder() {
        return OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .statistics(true);
    }

    private static void fill(Cache<Integer, String> cache, int from, int to) {
        IntStream.range(from, to).forEach(key -> cache.put(key, "v" + key));
    }

    private static Set<Integer> keys(Cache<Integer, String> cache) {
        Set<Integer> keys = new HashSet<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,memory", "10,memory", "10,memory:50,memory"})
    void whatLeavesTheHeapIsFoundBelow(String tiers) {
        OmniCache<Integer, String> cache = cache(tiers.split(",", -1));
        fill(cache, 0, MANY);

        IntStream.range(0, MANY).forEach(key -> assertThat(cache.get(key)).isEqualTo("v" + key));
        assertThat(cache.size()).isEqualTo(MANY);
        assertThat(keys(cache)).hasSize(MANY);
        assertThat(cache.getAll(Set.of(1, 500, 999, MANY))).containsOnlyKeys(1, 500, 999);
        assertThat(cache.containsKey(7)).isTrue();
        assertThat(cache.containsKey(MANY)).isFalse();
    }

    @Test
    void nothingThatWasRemovedOrReplacedComesBack() {
        OmniCache<Integer, String> cache = cache("10", "memory");
        fill(cache, 0, MANY);

        assertThat(cache.remove(1)).isTrue();
        assertThat(cache.remove(1)).isFalse();
        assertThat(cache.getAndRemove(2)).isEqualTo("v2");
        assertThat(cache.remove(3, "v3")).isTrue();
        assertThat(cache.getAndPut(4, "new")).isEqualTo("v4");
        assertThat(cache.replace(5, "v5", "new")).isTrue();
        assertThat(cache.replace(6, "other", "new")).isFalse();
        assertThat(cache.putIfAbsent(7, "new")).isFalse();
        cache.invoke(8, (entry, given) -> {
            entry.setValue(entry.getValue() + "!");
            return null;
        });
        cache.removeAll(Set.of(9, 10));
        fill(cache, MANY, 2 * MANY);

        assertThat(cache.getAll(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)))
                .isEqualTo(Map.of(4, "new", 5, "new", 6, "v6", 7, "v7", 8, "v8!"));
    }

    @Test
    void clearAndRemoveAllReachWhatLiesBelow() {
        OmniCache<Integer, String> cache = cache("10", "memory:100000");
        fill(cache, 0, MANY);
        cache.clear();
        assertThat(cache.size()).isZero();
        assertThat(cache.get(5)).isNull();

        fill(cache, 0, 3 * MANY);
        cache.removeAll();
        assertThat(cache.size()).isZero();
        assertThat(keys(cache)).isEmpty();
    }

    @Test
    void anEvictionIsWhatLeavesTheLowestTier() throws JMException {
        OmniCache<Integer, String> cache = cache("10", "memory:100");
        fill(cache, 0, MANY);

        assertThat(cache.size()).isEqualTo(100);
        assertThat(evictions()).isEqualTo(MANY - 100);
    }

    /** One of a hundred keys is hot and served by the heap alone; ten times the bound goes through the tier below. */
    @Test
    void whatIsHotInTheHeapIsNotEvictedBelow() {
        int bound = 1_000;
        OmniCache<Integer, String> cache = cache("100", "memory:" + bound);
        Set<Integer> hot = IntStream.range(0, bound / 100).boxed().collect(Collectors.toSet());
        hot.forEach(key -> cache.put(key, "hot"));
        for (int key = bound; key < 11 * bound; key++) {
            cache.put(key, "cold");
            hot.forEach(cache::get);
        }

        assertThat(cache.getAll(hot)).hasSameSizeAs(hot);
        cache.unwrap(OmniCache.class).resize(1);
        fill(cache, -5, 0);
        assertThat(cache.getAll(hot)).as("still below").hasSameSizeAs(hot);
    }

    @Test
    void aDeadlineThatReadsHaveMovedInTheHeapHoldsBelow() {
        OmniCache<Integer, String> cache = cache(
                builder().expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE)),
                "100",
                "memory");
        cache.put(1, "hot");
        for (int second = 0; second < 600; second++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(cache.get(1)).isEqualTo("hot");
            cache.cleanUp();
        }
        fill(cache, 1_000, 3_000); // it leaves the heap
        clock.advance(Duration.ofSeconds(30));

        assertThat(cache.get(1)).isEqualTo("hot");
    }

    @Test
    void whatExpiresBelowLeavesByItselfAndTellsListeners() {
        EventLog<Integer, String> log = new EventLog<>();
        OmniCache<Integer, String> cache = cache(
                builder()
                        .expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE))
                        .listener(log.configuration()),
                "10",
                "memory");
        fill(cache, 0, MANY);
        clock.advance(Duration.ofMinutes(2));
        cache.cleanUp();

        assertThat(cache.size()).isZero();
        Eventually.await(
                "all events",
                () -> log.events().stream()
                                .filter(event -> event.startsWith("EXPIRED"))
                                .count()
                        == MANY);
    }

    @Test
    void whatHasExpiredAndCannotBeReadLeavesToo() throws IOException {
        OmniCache<Integer, String> cache = cache(
                builder().expiry(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE)),
                "10",
                "memory");
        fill(cache, 0, MANY);
        MemoryTier tier = MemoryTier.last();
        for (TierKey key : tier.keys(TierPage.START, 2 * MANY).keys()) {
            TierRecord stored = tier.read(key);
            tier.write(key, new TierRecord(new byte[] {99, 1}, stored.version(), 0, 0, stored.deadline()));
        }
        tier.write(new TierKey(new byte[] {99}), new TierRecord(new byte[] {99}, 1, 0, 0, 5));
        clock.advance(Duration.ofMinutes(2));
        cache.cleanUp();

        assertThat(cache.size()).isZero();
    }

    @Test
    void aTierThatCannotBeToldOfUsesLosesNoOperationAndIsClosed() {
        OmniCache<Integer, String> cache = cache(
                builder().expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE)),
                "10",
                "memory");
        MemoryTier tier = MemoryTier.last();
        tier.failWhenTold();
        fill(cache, 0, MANY);
        assertThat(cache.get(MANY - 1)).isEqualTo("v" + (MANY - 1));

        cache.close();
        assertThat(tier.isClosed()).isTrue();
    }

    @Test
    void aLookThatDoesNotHoldTheKeyPromotesNothing() throws IOException {
        OmniCache<Integer, String> cache = cache("1", "memory:50", "memory");
        MemoryTier lowest = MemoryTier.last();
        fill(cache, 0, 200);
        TierStack stack = new TierStack(List.of(level(1, upper()), level(2, lowest)), any -> true);
        TierKey key = lowest.keys(TierPage.START, 1).keys().get(0);

        assertThat(stack.peek(key)).isNotNull();
        assertThat(MemoryTier.last().contains(key)).isFalse();
        assertThat(stack.read(key).stored()).isNotNull();
        assertThat(MemoryTier.last().contains(key)).isTrue();
    }

    private TierLevel level(int number, Tier tier) {
        return new TierLevel(
                "users", "memory", number, tier, new LevelOptions(OnFailure.FAIL, Duration.ofSeconds(1)), clock);
    }

    private static MemoryTier upper() {
        return new MemoryTier(new RecordingContext("users"), Long.MAX_VALUE);
    }

    @Test
    void aLevelWithLessRoomThanTheOneAboveItIsRefused() {
        assertThatThrownBy(() -> cache("10", "memory:9"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "Cache 'users', tier 'memory': option 'entries': was '9', allowed is at least what the level above"
                                + " it may hold, 10: each level holds what those above it hold");
        assertThatThrownBy(() -> cache("10", "memory:20", "memory:19")).hasMessageContaining("was '19'");
    }

    @Test
    void batchesGoBelowAsBatches() {
        OmniCache<Integer, String> cache = cache("10", "memory");
        Map<Integer, String> many = new HashMap<>();
        IntStream.range(0, MANY).forEach(key -> many.put(key, "v" + key));
        cache.putAll(many);

        assertThat(cache.getAll(many.keySet())).isEqualTo(many);
        cache.removeAll(many.keySet());
        assertThat(cache.size()).isZero();
    }

    private long evictions() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*,Cache=users"), null)
                .iterator()
                .next();
        return (Long) server.getAttribute(bean, "CacheEvictions");
    }
}
