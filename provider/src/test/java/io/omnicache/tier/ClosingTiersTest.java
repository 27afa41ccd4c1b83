/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OmniConfigurationBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.cache.expiry.AccessedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache with tiers that is closed while something goes on behind its operations. */
class ClosingTiersTest extends FaultyCaches {
    @TempDir
    Path directory;

    @Test
    void deadlinesThatAnotherThreadHasBegunToTellAreStored() throws InterruptedException {
        OmniCache<Integer, String> cache = openTimed();
        fill(cache, "v");
        clock.advance(Duration.ofMinutes(9));
        CountDownLatch gate = new CountDownLatch(1);
        FaultyTier.named("a").holdUses(gate);
        List<Integer> read = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> readUntilClosed(cache, read));
        reader.start();
        FaultyTier.named("a").reached().await();
        Thread closing = new Thread(cache::close);
        closing.start();
        Eventually.await("close waits", () -> closing.getState() == Thread.State.WAITING);
        gate.countDown();
        reader.join();
        closing.join();

        clock.advance(Duration.ofMinutes(2));
        OmniCache<Integer, String> again = openTimed();
        assertThat(read)
                .hasSizeGreaterThan(20)
                .allSatisfy(key -> assertThat(again.get(key)).isEqualTo("v" + key));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    private OmniCache<Integer, String> openTimed() {
        OmniConfigurationBuilder<Integer, String> timed =
                builder().expiry(AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES));
        return manager.createCache(
                        "timed",
                        timed.tier("faulty", Map.of("id", "a", "directory", directory.toString()))
                                .build())
                .unwrap(OmniCache.class);
    }

    private static void readUntilClosed(OmniCache<Integer, String> cache, List<Integer> read) {
        try {
            for (int key = 0; key < MANY; key++) {
                if (cache.get(key) != null) {
                    read.add(key);
                }
            }
        } catch (IllegalStateException e) {
            assertThat(cache.isClosed()).isTrue();
        }
    }

    @Test
    void listenersOfTiersHearNothingOnceTheCacheIsClosed() throws InterruptedException {
        OmniCache<Integer, String> cache = cache("a");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        List<Breaker> told = new CopyOnWriteArrayList<>();
        cache.addTierListener(state -> {
            told.add(state.breaker());
            reached.countDown();
            awaitUninterrupted(gate);
            left.countDown();
        });
        FaultyTier.named("a").fail();
        fill(cache, "v");
        reached.await();
        FaultyTier.named("a").repair();
        recover(cache);
        assertThat(breaker(cache)).as("there is more to tell").isEqualTo(Breaker.CLOSED);
        cache.close();
        gate.countDown();
        left.await();

        OmniCache<Integer, String> again = cache("b"); // what it is told comes after what was left to tell
        List<Breaker> toldLater = new CopyOnWriteArrayList<>();
        again.addTierListener(state -> toldLater.add(state.breaker()));
        FaultyTier.named("b").fail();
        fill(again, "v");
        Eventually.await("the next cache is heard", () -> !toldLater.isEmpty());
        assertThat(told).containsExactly(Breaker.OPEN);
    }

    private static void awaitUninterrupted(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
