/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierMode;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.OnFailure;
import io.omnicache.config.Promotion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.expiry.AccessedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a read finds in a tier comes up at its first or at its second hit there. */
class PromotionTest {
    private static final int MANY = 1_000;

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    private OmniConfigurationBuilder<Integer, String> builder(Promotion promotion) {
        return OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .strategy("lru")
                .promotion(promotion);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> filled(OmniConfigurationBuilder<Integer, String> builder) {
        OmniCache<Integer, String> cache = provider.getCacheManager()
                .createCache("users", TierMode.addTo(builder, "100", "memory").build())
                .unwrap(OmniCache.class);
        IntStream.range(0, MANY).forEach(key -> cache.put(key, "v" + key));
        return cache;
    }

    /** Returns how often the tier was read meanwhile. */
    private static long reads(Runnable action) {
        long before = MemoryTier.last().reads();
        action.run();
        return MemoryTier.last().reads() - before;
    }

    private static long readsOfGet(OmniCache<Integer, String> cache, int key) {
        return reads(() -> assertThat(cache.get(key)).isEqualTo("v" + key));
    }

    private static long readsOfGetAll(OmniCache<Integer, String> cache, Set<Integer> keys) {
        return reads(() -> assertThat(cache.getAll(keys)).hasSameSizeAs(keys));
    }

    @Test
    void atTheFirstHit() {
        OmniCache<Integer, String> cache = filled(builder(Promotion.FIRST_HIT));
        for (int key = 0; key < 50; key++) {
            assertThat(readsOfGet(cache, key)).isOne();
            assertThat(readsOfGet(cache, key)).isZero();
        }
    }

    @Test
    void atTheSecondHit() {
        OmniCache<Integer, String> cache = filled(builder(Promotion.SECOND_HIT));
        for (int key = 0; key < 50; key++) {
            assertThat(readsOfGet(cache, key)).isOne();
            assertThat(readsOfGet(cache, key)).isOne();
            assertThat(readsOfGet(cache, key)).isZero();
        }
        assertThat(cache.size()).isEqualTo(MANY);
    }

    @Test
    void batchesDoTheSame() {
        OmniCache<Integer, String> cache = filled(builder(Promotion.SECOND_HIT));
        Set<Integer> keys = IntStream.range(0, 50).boxed().collect(Collectors.toSet());
        assertThat(readsOfGetAll(cache, keys)).isEqualTo(50);
        assertThat(readsOfGetAll(cache, keys)).isEqualTo(50);
        assertThat(readsOfGetAll(cache, keys)).isZero();
    }

    @Test
    void whatIsReadOnceDisplacesNothing() {
        assertThat(readsAfterAScan(Promotion.SECOND_HIT)).isZero();
        assertThat(readsAfterAScan(Promotion.FIRST_HIT))
                .as("the scan can displace")
                .isEqualTo(50);
    }

    private long readsAfterAScan(Promotion promotion) {
        OmniCache<Integer, String> cache = filled(builder(promotion));
        Set<Integer> hot = IntStream.range(0, 50).boxed().collect(Collectors.toSet());
        for (int i = 0; i < 3; i++) {
            cache.getAll(hot);
        }
        IntStream.range(50, MANY).forEach(key -> assertThat(cache.get(key)).isEqualTo("v" + key));
        long reads = readsOfGetAll(cache, hot);
        provider.getCacheManager().destroyCache("users");
        return reads;
    }

    @Test
    void changesComeToTheHeapAtOnce() {
        OmniCache<Integer, String> cache = filled(builder(Promotion.SECOND_HIT));
        assertThat(cache.replace(1, "v1")).isTrue();
        assertThat(readsOfGet(cache, 1)).isZero();
        assertThat(cache.getAndPut(2, "v2")).isEqualTo("v2");
        assertThat(readsOfGet(cache, 2)).isZero();
    }

    @Test
    void readsThatLeaveAnEntryBelowMoveItsDeadline() {
        OmniCache<Integer, String> cache = filled(builder(Promotion.SECOND_HIT)
                .expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_MINUTE)));
        assertThat(cache.get(1)).isEqualTo("v1");
        clock.advance(Duration.ofSeconds(40));
        assertThat(cache.get(2)).isEqualTo("v2");
        clock.advance(Duration.ofSeconds(40));
        assertThat(cache.get(1)).as("was not read for 80 seconds").isNull();
        assertThat(cache.get(2)).as("was read 40 seconds ago").isEqualTo("v2");
    }

    @Test
    void tiersInBetweenTakeWhatComesUpOnly() throws IOException {
        MemoryTier upper = new MemoryTier(new RecordingContext("users"), Long.MAX_VALUE);
        MemoryTier lowest = new MemoryTier(new RecordingContext("users"), Long.MAX_VALUE);
        TierStack stack =
                new TierStack(List.of(level(1, upper), level(2, lowest)), new Doorkeeper(OptionalLong.of(1_000)));
        TierKey key = new TierKey(new byte[] {1});
        lowest.write(key, new TierRecord(new byte[] {2}, 1, 0, 0, TierRecord.NEVER));

        assertThat(stack.read(key).rises()).isFalse();
        assertThat(upper.contains(key)).isFalse();
        assertThat(stack.readAll(List.of(key)).get(key)).isEqualTo(Answer.of(lowest.read(key)));
        assertThat(upper.contains(key)).isTrue();
    }

    private TierLevel level(int number, Tier tier) {
        return new TierLevel(
                "users", "memory", number, tier, new LevelOptions(OnFailure.FAIL, Duration.ofSeconds(1)), clock);
    }
}
