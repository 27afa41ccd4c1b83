/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.TierState;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a tier that fails is left alone, when it is tried again, and how that is told. */
class FailingTierStatesTest extends FaultyCaches {
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
}
