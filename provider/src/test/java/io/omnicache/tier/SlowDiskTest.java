/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.LogCapture;
import io.omnicache.OmniCache;
import io.omnicache.TierState.Breaker;
import io.omnicache.config.OnFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that is slow below a whole cache: left alone once it is too slow, used again when it is not, and never old values. */
class SlowDiskTest {
    private static final long SEED = Long.getLong("omnicache.test.seed", 20_261_128L);

    @TempDir
    Path directory;

    private CheckedCache open(OnFailure onFailure) {
        return new CheckedCache(onFailure, SEED, "faulty", options());
    }

    private Map<String, String> options() {
        return Map.of("id", "slow", "directory", directory.toString(), "timeLimit", "500ms");
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void operationsThatTakeLongerThanTheirLimit(OnFailure onFailure) throws Exception {
        try (LogCapture log = new LogCapture("io.omnicache.tier");
                CheckedCache cache = open(onFailure)) {
            cache.fill();
            FaultyTier.named("slow").slow(Duration.ofMillis(400));
            cache.change(100);
            assertThat(cache.state().breaker()).as("slow, but not too slow").isEqualTo(Breaker.CLOSED);
            FaultyTier.named("slow").slow(Duration.ofMillis(501));
            cache.changeUntilOpen();
            assertThat(cache.attribute("Breaker")).isEqualTo("OPEN");
            assertThat(cache.attribute("Reason")).isEqualTo("an operation took longer than 500 ms");
            cache.change(200);
            assertThat(cache.refused() > 0).isEqualTo(onFailure == OnFailure.FAIL);
            FaultyTier.named("slow").slow(Duration.ZERO);
            cache.recover();
            cache.check();
            cache.requireWhole();
            try (CheckedCache again = cache.reopened()) {
                assertThat(again.check()).isEqualTo(CheckedCache.KEYS);
            }
            assertThat(log.messages()).anyMatch(message -> message.contains("tier works again, and is in step"));
        }
    }

    /** The caller who waits for the disk has locked its own key only. */
    @Test
    void whatTheHeapHasIsReadWhileTheDiskStandsStill() throws Exception {
        try (CheckedCache modelled = open(OnFailure.DEGRADE)) {
            OmniCache<Integer, String> cache = modelled.cache();
            cache.put(1, "one");
            cache.put(2, "two");
            CountDownLatch gate = new CountDownLatch(1);
            FaultyTier.named("slow").hold(gate);
            FutureTask<Void> waiting = new FutureTask<>(() -> cache.put(3, "three"), null);
            new Thread(waiting).start();
            FaultyTier.named("slow").reached().await();
            assertThat(cache.get(1)).isEqualTo("one");
            assertThat(cache.get(2)).isEqualTo("two");
            assertThat(waiting).isNotDone();
            gate.countDown();
            waiting.get();
            assertThat(cache.get(3)).isEqualTo("three");
        }
    }
}
