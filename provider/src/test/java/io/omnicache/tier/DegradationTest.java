/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.OmniCache;
import io.omnicache.TierState;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OnFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read and kept when tiers below a heap of two entries fail, and when they work again. */
class DegradationTest extends FaultyCaches {
    @Test
    void operationsGoOnWithTheHeapWhileTheTierFails() {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier.named("a").fail();

        assertThat(IntStream.range(0, MANY).mapToObj(cache::get).filter(Objects::nonNull))
                .as("what the heap has")
                .hasSizeLessThanOrEqualTo(2);
        cache.put(0, "new");
        assertThat(cache.get(0)).isEqualTo("new");
        assertThat(cache.getAndPut(1, "other")).isNull();
        assertThat(cache.remove(1)).isTrue();
        assertThat(cache.getAll(Set.of(0, 1, 50))).containsExactlyInAnyOrderEntriesOf(Map.of(0, "new"));
        cache.putAll(Map.of(7, "seven"));
        assertThat(cache.containsKey(7)).isTrue();
        assertThat(cache.size()).isEqualTo(2);
        assertThat(keys(cache)).containsExactlyInAnyOrder(0, 7);
        assertThat(breaker(cache)).isEqualTo(Breaker.OPEN);
    }

    @Test
    void noOldValueComesBackWhenTheTierWorksAgain() {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier.named("a").fail();
        IntStream.range(0, MANY / 2).forEach(key -> cache.put(key, "new"));
        IntStream.range(MANY / 2, MANY - 10).forEach(cache::remove);
        FaultyTier.named("a").repair();
        assertThat(cache.get(MANY - 1)).as("before it is tried").isNull();
        recover(cache);

        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        assertThat(cache.tiers().get(0).changed()).isZero();
        for (int key = 0; key < MANY / 2; key++) {
            assertThat(cache.get(key)).isIn("new", null);
        }
        assertThat(IntStream.range(MANY / 2, MANY - 10).mapToObj(cache::get)).containsOnlyNulls();
        assertThat(IntStream.range(MANY - 10, MANY).mapToObj(cache::get)).doesNotContainNull();
        assertThat(cache.get(MANY / 2 - 1)).as("the heap had it").isEqualTo("new");
        assertThat(cache.size()).isEqualTo(keys(cache).size()).isEqualTo(12);
    }

    @Test
    void whatTheHeapHoldsIsWrittenToTheLowestTierWhenThatWorksAgain() {
        OmniCache<Integer, String> cache = cache("a");
        FaultyTier.named("a").fail();
        fill(cache, "v");
        FaultyTier.named("a").repair();
        recover(cache);

        assertThat(FaultyTier.named("a").entries().size()).isEqualTo(2);
        fill(cache, "w");
        assertThat(cache.size()).isEqualTo(MANY);
        assertThat(keys(cache)).hasSize(MANY);
    }

    @Test
    void anUpperTierHoldsAllThatCameMeanwhileAndGivesItToTheLowest() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "v");
        FaultyTier.named("lower").fail();
        fill(cache, "w");
        assertThat(cache.size()).isEqualTo(MANY);
        assertThat(keys(cache)).hasSize(MANY);
        assertThat(IntStream.range(0, MANY).mapToObj(cache::get)).allMatch(value -> value.startsWith("w"));
        FaultyTier.named("lower").repair();
        recover(cache);
        FaultyTier.named("upper").fail();

        assertThat(IntStream.range(0, MANY).mapToObj(cache::get)).allMatch(value -> value.startsWith("w"));
    }

    @Test
    void anUpperTierThatFailedHasNothingOld() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "v");
        FaultyTier.named("upper").fail();
        fill(cache, "w");
        FaultyTier.named("upper").repair();
        recover(cache);

        assertThat(cache.tiers()).extracting(TierState::breaker).containsOnly(Breaker.CLOSED);
        assertThat(IntStream.range(0, MANY).mapToObj(cache::get)).allMatch(value -> value.startsWith("w"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsClearedOrRemovedWhileTheTierFailsStaysAway(boolean clear) {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier.named("a").fail();
        IntStream.range(0, 5).forEach(cache::get);
        if (clear) {
            cache.clear();
        } else {
            cache.removeAll();
        }
        cache.put(7, "new");
        FaultyTier.named("a").repair();
        recover(cache);

        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        assertThat(keys(cache)).containsExactly(7);
        assertThat(IntStream.range(0, MANY).filter(key -> key != 7).mapToObj(cache::get))
                .containsOnlyNulls();
    }

    @Test
    void aMovedDeadlineBringsNoOldValueBack() {
        OmniCache<Integer, String> cache =
                cache(builder().expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)), "a");
        fill(cache, "v");
        FaultyTier.named("a").fail();
        cache.put(0, "new");
        FaultyTier.named("a").repair();
        clock.advance(Duration.ofMinutes(30));
        assertThat(cache.get(0)).isEqualTo("new");
        IntStream.range(1, MANY).forEach(cache::get); // 0 leaves the heap with its deadline, of which the tier is told

        assertThat(cache.get(0)).isIn("new", null);
        clock.advance(Duration.ofMinutes(10));
        cache.cleanUp();
        assertThat(cache.get(0)).isIn("new", null);
    }

    @Test
    void underFailABatchThatFailsLeavesNothingOfItsKeys() {
        OmniCache<Integer, String> cache = cache(builder().onFailure(OnFailure.FAIL), "a");
        fill(cache, "v");
        FaultyTier.named("a").fail();
        assertThatThrownBy(() -> cache.putAll(Map.of(3, "new", 4, "new"))).isInstanceOf(TierException.class);
        FaultyTier.named("a").repair();
        recover(cache);
        recover(cache);

        assertThat(cache.getAll(Set.of(3, 4))).isEmpty();
        assertThat(cache.get(5)).isEqualTo("v5");
    }

    @Test
    void underFailTheWriterIsNotToldOfAChangeForWhichATierCannotBeRead() {
        List<String> told = new ArrayList<>();
        OmniCache<Integer, String> cache = cache(
                builder()
                        .onFailure(OnFailure.FAIL)
                        .writeThrough(() -> new ToldWriter(told))
                        .listener(new EventLog<Integer, String>().configuration()),
                "a");
        fill(cache, "v");
        told.clear();
        FaultyTier.named("a").fail();
        assertThatThrownBy(() -> cache.put(0, "new")).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.remove(1)).isInstanceOf(TierException.class);
        assertThat(told).isEmpty();
        FaultyTier.named("a").repair();
        recover(cache);
        recover(cache);
        assertThat(cache.getAll(Set.of(0, 1))).isEqualTo(Map.of(0, "v0", 1, "v1"));
    }

    /** Notes what it is told. */
    private record ToldWriter(List<String> told) implements CacheWriter<Integer, String> {
        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            told.add("write " + entry.getKey());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            told.add("delete " + key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }

    /** It may be the store of another process. */
    @Test
    void aTierThatMayOnlyBeReadIsReadButForWhatHasChanged() {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier.named("a").refuseChanges();
        IntStream.range(0, 10).forEach(key -> cache.put(key, "new"));
        cache.remove(10);
        recover(cache);

        assertThat(IntStream.range(0, 10).mapToObj(cache::get)).doesNotContain("v0", "v1", "v2");
        assertThat(cache.get(10)).isNull();
        assertThat(IntStream.range(11, MANY).mapToObj(cache::get)).allMatch(value -> value.startsWith("v"));
        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        assertThat(cache.tiers().get(0).failures()).isZero();
        assertThat(cache.tiers().get(0).changed()).isEqualTo(11);
        cache.close();
        assertThat(log.messages()).noneMatch(message -> message.startsWith("WARNING"));
    }

    @Test
    void underFailOperationsThrowAndTheKeyIsRemovedFromEverywhere() {
        OmniCache<Integer, String> cache = cache(builder().onFailure(OnFailure.FAIL), "upper", "lower");
        fill(cache, "v");
        FaultyTier.named("lower").fail();

        assertThatThrownBy(() -> cache.put(0, "new"))
                .isInstanceOf(TierException.class)
                .hasMessage("Cache 'users', tier 'faulty': writing failed");
        assertThatThrownBy(() -> cache.putAll(Map.of(1, "new", 2, "new"))).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.remove(3)).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.remove(3)).hasMessageContaining("was not tried, since it has failed before");
        FaultyTier.named("lower").repair();
        recover(cache);
        assertThat(IntStream.range(0, 4).mapToObj(cache::get)).containsOnlyNulls();
        assertThat(cache.get(4)).isEqualTo("v4");
    }

    @Test
    void whatIsNotInStepIsNotLeftBehindWhenTheCacheCloses() throws Exception {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier tier = FaultyTier.named("a");
        tier.fail();
        IntStream.range(0, 10).forEach(key -> cache.put(key, "new"));
        tier.repair();
        cache.close();

        assertThat(tier.entries().size()).isEqualTo(MANY - 10);
    }
}
