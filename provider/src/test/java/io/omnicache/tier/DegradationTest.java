/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.TierState;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.ConfigurationException;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.OnFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.CacheManager;
import javax.cache.expiry.AccessedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiers below a heap of two entries fail. */
class DegradationTest {
    private static final int MANY = 100;
    private static final int OPERATIONS = Integer.getInteger("omnicache.test.degradation.operations", 20_000);

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final ManualClock clock = new ManualClock();

    private final LogCapture log = new LogCapture("io.omnicache.tier");

    @AfterEach
    void close() {
        provider.close();
        log.close();
    }

    private OmniConfigurationBuilder<Integer, String> builder() {
        return OmniConfiguration.builder(Integer.class, String.class)
                .clock(clock)
                .strategy("lru")
                .entries(2);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> cache(OmniConfigurationBuilder<Integer, String> builder, String... ids) {
        OmniConfigurationBuilder<Integer, String> tiered = builder;
        for (String id : ids) {
            tiered = tiered.tier("faulty", Map.of("id", id));
        }
        return manager.createCache("users", tiered.build()).unwrap(OmniCache.class);
    }

    private OmniCache<Integer, String> cache(String... ids) {
        return cache(builder(), ids);
    }

    private static void fill(OmniCache<Integer, String> cache, String value) {
        IntStream.range(0, MANY).forEach(key -> cache.put(key, value + key));
    }

    private static Set<Integer> keys(OmniCache<Integer, String> cache) {
        Set<Integer> keys = new HashSet<>();
        cache.forEach(entry -> assertThat(keys.add(entry.getKey())).isTrue());
        return keys;
    }

    /** Lets so much time pass that a tier is tried again. */
    private void recover(OmniCache<Integer, String> cache) {
        clock.advance(Duration.ofSeconds(90));
        cache.cleanUp();
    }

    private static Breaker breaker(OmniCache<?, ?> cache) {
        return cache.tiers().get(0).breaker();
    }

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

    @Test
    void oneFailureLosesOneKeyAndTheTierStaysInUse() {
        OmniCache<Integer, String> cache = cache("a");
        fill(cache, "v");
        FaultyTier.named("a").fail();
        cache.put(0, "new");
        FaultyTier.named("a").repair();
        cache.put(1, "one");
        cache.put(2, "two");

        assertThat(cache.get(0)).as("the tier may have the old one").isNotEqualTo("v0");
        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        assertThat(cache.get(50)).isEqualTo("v50");
        assertThat(cache.tiers().get(0).changed()).isEqualTo(1);
        cache.cleanUp();
        assertThat(cache.tiers().get(0).changed()).isZero();
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
    void aSlowTierIsLeftAloneToo() {
        OmniCache<Integer, String> cache = cache("a");
        FaultyTier.named("a").slow(Duration.ofSeconds(6));
        cache.put(1, "one");
        cache.put(2, "two");
        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        cache.put(3, "three");
        assertThat(breaker(cache)).isEqualTo(Breaker.OPEN);
        assertThat(cache.tiers().get(0).reason()).contains("an operation took longer than 5000 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "soon"})
    void aTimeLimitThatIsNoneIsRefused(String limit) {
        assertThatThrownBy(() -> manager.createCache(
                        "users",
                        builder().tier("faulty", Map.of("timeLimit", limit)).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("Cache 'users', tier 'faulty': option 'timeLimit': was '" + limit
                        + "', allowed is a time of more than zero such as 500ms or 5s");
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
    void pausesBetweenTrialsDouble() {
        OmniCache<Integer, String> cache = cache("a");
        FaultyTier tier = FaultyTier.named("a");
        tier.fail();
        IntStream.range(0, 3).forEach(key -> cache.put(key, "v"));
        List<Long> trials = new ArrayList<>();
        long failures = cache.tiers().get(0).failures();
        for (int second = 1; second <= 40; second++) {
            clock.advance(Duration.ofSeconds(1));
            cache.cleanUp();
            long now = cache.tiers().get(0).failures();
            if (now > failures) {
                trials.add((long) second);
                failures = now;
            }
        }
        assertThat(trials).hasSizeBetween(4, 5);
        for (int i = 2; i < trials.size(); i++) {
            assertThat(trials.get(i) - trials.get(i - 1)).isGreaterThan(trials.get(i - 1) - trials.get(i - 2));
        }
    }

    @Test
    void stateIsToldOnceForEachChangeAndLogged() {
        OmniCache<Integer, String> cache = cache("a");
        Queue<Breaker> told = new ConcurrentLinkedQueue<>();
        cache.addTierListener(state -> {
            throw new IllegalStateException("a listener fails");
        });
        Consumer<TierState> listener = state -> told.add(state.breaker());
        cache.addTierListener(listener);
        FaultyTier.named("a").fail();
        fill(cache, "v");
        clock.advance(Duration.ofSeconds(2));
        cache.cleanUp();
        FaultyTier.named("a").repair();
        recover(cache);
        Eventually.await("all is told", () -> told.size() == 5);

        assertThat(told)
                .containsExactly(Breaker.OPEN, Breaker.HALF_OPEN, Breaker.OPEN, Breaker.HALF_OPEN, Breaker.CLOSED);
        assertThat(log.messages())
                .filteredOn(message -> message.startsWith("WARNING tier failed"))
                .containsExactly("WARNING tier failed, the cache does without it and tries it again:"
                        + " cache=users tier=faulty reason=writing: java.io.IOException: told to fail");
        assertThat(log.messages())
                .filteredOn(message -> message.startsWith("INFO"))
                .containsExactly("INFO tier works again, and is in step: cache=users tier=faulty");
        cache.removeTierListener(listener);
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

    /** Any operation may fail, before or after it has happened: what is read is the present value, or nothing. */
    @ParameterizedTest
    @CsvSource({"a,", "upper, lower"})
    void randomFaultsNeverBringAnOldValueBack(String first, String second) {
        long seed = Long.getLong("omnicache.test.seed", System.nanoTime());
        System.out.println("DegradationTest seed " + seed);
        Random random = new Random(seed);
        String[] ids = second == null ? new String[] {first} : new String[] {first, second};
        OmniCache<Integer, String> cache = cache(ids);
        Map<Integer, String> model = new HashMap<>();
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(50) == 0) {
                disturb(FaultyTier.named(ids[random.nextInt(ids.length)]), random);
            }
            step(cache, model, random, i);
        }
        Set.of(ids).forEach(id -> FaultyTier.named(id).repair());
        recover(cache);
        recover(cache);
        assertThat(cache.tiers()).as("seed %d", seed).allMatch(state -> state.changed() == 0);
        Set<Integer> found =
                model.keySet().stream().filter(key -> cache.get(key) != null).collect(Collectors.toSet());
        assertThat(keys(cache)).as("seed %d", seed).isEqualTo(found);
        assertThat(cache.size()).as("seed %d", seed).isEqualTo(found.size());
    }

    private static void disturb(FaultyTier tier, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> tier.fail();
            case 1 -> tier.failByChance(random);
            default -> tier.repair();
        }
    }

    private void step(OmniCache<Integer, String> cache, Map<Integer, String> model, Random random, int number) {
        int key = random.nextInt(20);
        String value = "v" + number;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> {
                cache.put(key, value);
                model.put(key, value);
            }
            case 3 -> {
                cache.remove(key);
                model.remove(key);
            }
            case 4 -> {
                cache.putAll(Map.of(key, value, 20, value));
                model.putAll(Map.of(key, value, 20, value));
            }
            case 5 ->
                cache.getAll(Set.of(key, 20))
                        .forEach((read, found) -> assertThat(found).isEqualTo(model.get(read)));
            case 6 -> clearSeldom(cache, model, random);
            case 7 -> recover(cache);
            case 8 -> cache.forEach(entry -> assertThat(entry.getValue()).isEqualTo(model.get(entry.getKey())));
            default -> assertThat(cache.get(key)).isIn(model.get(key), null);
        }
    }

    private static void clearSeldom(OmniCache<Integer, String> cache, Map<Integer, String> model, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> {
                cache.clear();
                model.clear();
            }
            case 1 -> {
                cache.removeAll();
                model.clear();
            }
            default -> {}
        }
    }
}
