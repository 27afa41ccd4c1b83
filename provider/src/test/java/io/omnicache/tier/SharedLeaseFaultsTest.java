/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.config.OnFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fails while keys are leased. */
class SharedLeaseFaultsTest extends LeasedCaches {
    @Test
    void whatFailsUnderOnFailureFailGivesItsLeasesBack() {
        OmniCache<Integer, Integer> cache = cache(options ->
                options.readThrough(this::loader).writeThrough(this::writer).onFailure(OnFailure.FAIL));
        store().tier(0).broken(true);
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2, 3))).isInstanceOf(TierException.class);
        assertThat(store().leases()).isZero();
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.put(1, 1)).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.putAll(Map.of(1, 1, 2, 2))).isInstanceOf(TierException.class);
        assertThatThrownBy(() -> cache.removeAll(Set.of(1, 2))).isInstanceOf(TierException.class);
        assertThat(store().leases()).isZero();
        store().tier(0).broken(false); // it is closed at the end
    }

    @Test
    void whatFailsInLoadersGivesItsLeasesBack() {
        OmniCache<Integer, Integer> cache = process();
        inLoader.set(() -> {
            throw new IllegalStateException("no source");
        });
        assertThatThrownBy(() -> cache.get(1)).hasRootCauseMessage("no source");
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).hasRootCauseMessage("no source");
        assertThat(store().leases()).isZero();
        inLoader.set(() -> {
            throw new InternalError("broken");
        });
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).isInstanceOf(InternalError.class);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(InternalError.class);
        assertThat(store().leases()).isZero();
    }

    @Test
    void whereLeasesFailThereAreNone() {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        store().leasesFail(true);
        source.put(1, 1);
        assertThat(one.get(1)).isOne();
        other.put(1, 2);
        assertThat(one.get(1)).isEqualTo(2);
        assertThat(source).containsEntry(1, 2);
    }

    /** The writer was told of all. */
    @ParameterizedTest
    @EnumSource
    void ofABatchWhoseNthChangeFailsTheOthersAreChanged(OnFailure onFailure) {
        OmniCache<Integer, Integer> one = cache(options ->
                options.readThrough(this::loader).writeThrough(this::writer).onFailure(onFailure));
        OmniCache<Integer, Integer> other = process();
        Map<Integer, Integer> before = numbered(10, 1);
        Map<Integer, Integer> after = numbered(10, 2);
        for (int nth = 1; nth <= 10; nth++) {
            one.putAll(before);
            store().tier(0).failAtChange(nth);
            if (onFailure == OnFailure.FAIL) {
                assertThatThrownBy(() -> one.putAll(after)).isInstanceOf(TierException.class);
            } else {
                one.putAll(after);
            }
            assertThat(source).isEqualTo(after);
            assertThat(one.getAll(after.keySet())).as("change %s failed", nth).isEqualTo(after);
            one.cleanUp();
            assertThat(other.getAll(after.keySet())).as("change %s failed", nth).isEqualTo(after);
        }
    }

    private static Map<Integer, Integer> numbered(int keys, int value) {
        return IntStream.range(0, keys).boxed().collect(Collectors.toMap(key -> key, key -> value));
    }

    /** A lease does not depend on whether this process can use the tier. */
    @Test
    void aPutOfAProcessThatCannotUseTheTierComesAfterTheLoadOfAnother() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        source.put(1, 1);
        store().tier(1).broken(true);
        for (int key = 10; key < 20; key++) {
            other.put(key, key);
        }
        assertThat(other.tiers().get(0).breaker().name()).isEqualTo("OPEN");
        Future<Integer> loading = loading(one, 1);
        Future<?> put = waiting(() -> other.put(1, 2));
        assertThat(source).as("the writer was not told yet").containsEntry(1, 1);
        go.countDown();
        assertThat(loading.get()).isOne();
        put.get();
        store().tier(1).broken(false);
        clock.advance(Duration.ofSeconds(90));
        other.cleanUp();
        assertThat(other.get(1)).isEqualTo(2);
        assertThat(one.get(1)).isEqualTo(2);
    }

    @Test
    void recoveryDoesNotWaitForALoadOfAnotherProcess() throws Exception {
        OmniCache<Integer, Integer> one = process();
        OmniCache<Integer, Integer> other = process();
        store().tier(1).failAtChange(1);
        other.put(1, 1);
        Future<Integer> loading = loading(one, 1);
        clock.advance(Duration.ofSeconds(90));
        other.cleanUp();
        assertThat(loading.isDone()).isFalse();
        go.countDown();
        loading.get();
        other.cleanUp();
        assertThat(one.get(1)).isEqualTo(source.get(1));
        assertThat(other.get(1)).isEqualTo(source.get(1));
    }

    @Test
    void whatAListenerThrowsWhileABatchWaitsDoesNotEndIt() throws Exception {
        OmniCache<Integer, Integer> cache = expiring();
        AtomicInteger told = new AtomicInteger();
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> (CacheEntryExpiredListener<Integer, Integer>) events -> {
                    told.incrementAndGet();
                    throw new IllegalStateException("of a listener");
                },
                null,
                false,
                true));
        cache.put(1, 1);
        Future<?> invoking = threads.submit(() -> cache.invoke(1, (entry, nothing) -> {
            hasRead.countDown();
            await(go);
            return null;
        }));
        hasRead.await();
        Future<?> put = waiting(() -> cache.putAll(Map.of(1, 5, 2, 5)));
        clock.advance(Duration.ofSeconds(11));
        go.countDown();
        invoking.get();
        try {
            put.get();
        } catch (
                ExecutionException
                        e) { // if it was the batch that has delivered it, with its own events, and not another thread
            // before
            assertThat(e).hasRootCauseMessage("of a listener");
        }
        Eventually.await("the listener is told", () -> told.get() == 1);
        assertThat(source).isEqualTo(Map.of(1, 5, 2, 5));
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(source);
    }
}
