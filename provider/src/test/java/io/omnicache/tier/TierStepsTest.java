/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OnFailure;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of caches with tiers that fail in the middle, or whose cache is closed in the middle. */
class TierStepsTest extends FaultyCaches {
    @TempDir
    Path directory;

    /** Not the common pool, which has a single thread on two cores: the second of two that wait for each other never began. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

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

        CompletableFuture<Void> puts = CompletableFuture.runAsync(() -> fill(cache, "w"), threads);
        puts.get(1, TimeUnit.MINUTES);
        assertThat(cache.get(0)).isEqualTo("w0");
    }

    @Test
    void closeWaitsForAPutThatIsWithItsWriter() throws Exception {
        SlowWriter writer = new SlowWriter();
        Cache<Integer, String> cache = manager.createCache("written", writtenTo(writer));
        cache.put(1, "old");
        writer.hold();
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put(1, "new"), threads);
        assertThat(writer.reached.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<Void> close = CompletableFuture.runAsync(cache::close, threads);
        Eventually.await("the cache is closed", cache::isClosed);
        writer.gate.countDown();
        put.get(1, TimeUnit.MINUTES);
        close.get(1, TimeUnit.MINUTES);

        assertThat(writer.usedWhenClosed).isFalse();
        assertThat(manager.createCache("written", writtenTo(new SlowWriter())).get(1))
                .as("as the writer and the caller know it")
                .isEqualTo("new");
    }

    @Test
    void aWriterThatClosesItsCacheIsNotWaitedForAndThePutSaysThatItWasClosed() {
        AtomicReference<Cache<Integer, String>> own = new AtomicReference<>();
        SlowWriter writer = new SlowWriter() {
            @Override
            public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
                own.get().close();
            }
        };
        own.set(manager.createCache("written", writtenTo(writer)));
        assertThatThrownBy(() -> own.get().put(1, "new"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'written' is closed");
    }

    private OmniConfiguration<Integer, String> writtenTo(SlowWriter writer) {
        return OmniConfiguration.builder(Integer.class, String.class)
                .entries(2)
                .writeThrough(new SingletonFactory<>(writer))
                .tier("file", Map.of("directory", directory.toString()))
                .build();
    }

    /** Waits in the middle when it is to; notes if it is used after it was closed. */
    private static class SlowWriter implements CacheWriter<Integer, String>, Closeable {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final AtomicBoolean usedWhenClosed = new AtomicBoolean();
        private volatile boolean holding;
        private volatile boolean closed;

        void hold() {
            holding = true;
        }

        @Override
        public void write(Cache.Entry<? extends Integer, ? extends String> entry) {
            if (holding) {
                reached.countDown();
                await();
            }
            usedWhenClosed.compareAndSet(false, closed);
        }

        private void await() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Integer, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            usedWhenClosed.compareAndSet(false, closed);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            usedWhenClosed.compareAndSet(false, closed);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
