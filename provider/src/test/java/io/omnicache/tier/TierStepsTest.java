/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.OnFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of caches with tiers that fail in the middle. */
class TierStepsTest extends FaultyCaches {
    @TempDir
    Path directory;

    @Test
    void aKeyWhoseExpiryHasFailedIsFree() throws Exception {
        OmniCache<Integer, String> cache = cache(
                builder()
                        .onFailure(OnFailure.FAIL)
                        .expiry(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.SECONDS, 10))),
                "upper",
                "lower");
        fill(cache, "v");
        FaultyTier.named("upper").fail();
        clock.advance(java.time.Duration.ofSeconds(11));
        assertThatThrownBy(cache::cleanUp).isInstanceOf(TierException.class);
        FaultyTier.named("upper").repair();
        recover(cache);

        FutureTask<Void> puts = new FutureTask<>(() -> fill(cache, "w"), null);
        new Thread(puts).start();
        puts.get(1, TimeUnit.MINUTES);
        assertThat(cache.get(0)).isEqualTo("w0");
    }

    @Test
    void aKeyWhoseChangeHasEndedWithAnErrorHasNoOldValue() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "old");
        FaultyTier.named("lower").failWithErrors();
        assertThatThrownBy(() -> cache.put(0, "new")).isInstanceOf(InternalError.class);
        assertThatThrownBy(() -> cache.putAll(Map.of(1, "new", 2, "new"))).isInstanceOf(InternalError.class);
        FaultyTier.named("lower").repair();

        assertThat(cache.getAll(Set.of(0, 1, 2)).values()).doesNotContain("old0", "old1", "old2");
        cache.put(3, "evicts");
        cache.put(4, "evicts");
        cache.cleanUp();
        assertThat(cache.getAll(Set.of(0, 1, 2)).values()).doesNotContain("old0", "old1", "old2");
        assertThat(cache.get(50)).isEqualTo("old50");
    }

    @Test
    void removeAllRemovesWhatTheLowestTierHasLost() throws IOException {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "v");
        FaultyTier.named("lower").entries().clear(); // as a database that was damaged and set aside
        assertThat(cache.get(0)).isEqualTo("v0");
        cache.removeAll();
        assertThat(cache.get(0)).isNull();
        assertThat(cache.get(50)).isNull();
        assertThat(FaultyTier.named("upper").entries().size()).isZero();
    }

    @Test
    void removeAllLeavesTheLowestTierInUseWhileOneAboveItFails() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "v");
        FaultyTier.named("upper").fail();
        fill(cache, "w");
        assertThat(breaker(cache)).isEqualTo(Breaker.OPEN);
        cache.removeAll();
        assertThat(cache.tiers().get(1).breaker()).isEqualTo(Breaker.CLOSED);
        assertThat(cache.tiers().get(1).outages()).isZero();
        fill(cache, "x");
        assertThat(cache.get(50)).isEqualTo("x50");
    }

    @Test
    void whatTheLowestTierIsClosedWithoutIsNotLeftAboveIt() {
        OmniCache<Integer, String> cache = stored();
        fill(cache, "v");
        FaultyTier.named("lower").fail();
        cache.put(7, "new");
        FaultyTier.named("lower").repair();
        cache.close();

        OmniCache<Integer, String> again = stored();
        assertThat(again.get(7)).isNull();
        assertThat(again.size()).isEqualTo(MANY - 1);
        assertThat(again.get(8)).isEqualTo("v8");
        again.removeAll();
        assertThat(again.get(7)).isNull();
    }

    @Test
    void aTierAboveOneThatIsOnlyReadKeepsWhatItHas() {
        OmniCache<Integer, String> cache = stored();
        fill(cache, "old");
        cache.close();
        cache = stored();
        FaultyTier.named("lower").refuseChanges();
        cache.put(7, "new");
        cache.close();
        assertThat(stored().get(7)).isEqualTo("new");
    }

    @Test
    void aTierWhoseClearingHasEndedWithAnErrorIsNotUsed() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "old");
        FaultyTier.named("upper").failWithErrors();
        assertThatThrownBy(cache::clear).isInstanceOf(InternalError.class);
        assertThat(cache.get(50)).isNull();
        assertThatThrownBy(() -> recover(cache)).isInstanceOf(InternalError.class);
        FaultyTier.named("upper").repair();
        assertThat(cache.get(50)).isNull();
        recover(cache);
        assertThat(cache.get(50)).isNull();
        cache.put(50, "new");
        assertThat(breaker(cache)).isEqualTo(Breaker.CLOSED);
        assertThat(cache.size()).isEqualTo(1);
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> stored() {
        OmniConfigurationBuilder<Integer, String> builder = builder();
        for (String id : List.of("upper", "lower")) {
            builder.tier(
                    "faulty",
                    Map.of("id", id, "directory", directory.resolve(id).toString()));
        }
        return manager.createCache("stored", builder.build()).unwrap(OmniCache.class);
    }
}
