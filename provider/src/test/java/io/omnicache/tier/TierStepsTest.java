/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.OmniCache;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import io.omnicache.config.OnFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheException;
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
        assertThat(manager.<Integer, String>getCache("written")).isNull();
        assertThat(manager.getCacheNames()).doesNotContain("written");
        assertThatThrownBy(() -> manager.createCache("written", writtenTo(new SlowWriter())))
                .as("it would use the same store")
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("Cache 'written' is just being closed");
        writer.gate.countDown();
        put.get(1, TimeUnit.MINUTES);
        close.get(1, TimeUnit.MINUTES);

        assertThat(writer.usedWhenClosed).isFalse();
        assertThat(manager.createCache("written", writtenTo(new SlowWriter())).get(1))
                .as("as the writer and the caller know it")
                .isEqualTo("new");
    }

    @Test
    void whoWaitsForAKeyWhileTheCacheIsClosedDoesNotReachTheWriter() throws Exception {
        SlowWriter writer = new SlowWriter();
        Cache<Integer, String> cache = manager.createCache("written", writtenTo(writer));
        writer.hold();
        Future<?> first = threads.submit(() -> cache.put(1, "first"));
        assertThat(writer.reached.await(1, TimeUnit.MINUTES)).isTrue();
        FutureTask<Void> second = new FutureTask<>(() -> cache.put(1, "second"), null);
        Thread waiting = new Thread(second);
        waiting.start();
        Eventually.await("the second waits for the first", () -> waiting.getState() == Thread.State.WAITING);
        Future<?> close = threads.submit(cache::close);
        Eventually.await("the cache is closed", cache::isClosed);
        writer.gate.countDown();
        first.get(1, TimeUnit.MINUTES);
        close.get(1, TimeUnit.MINUTES);

        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("Cache 'written' is closed");
        assertThat(writer.written).containsExactly("first");
        assertThat(manager.createCache("written", writtenTo(new SlowWriter())).get(1))
                .isEqualTo("first");
    }

    @Test
    void aKeyWhoseChangeHasEndedWithAnErrorHasNoOldValue() {
        OmniCache<Integer, String> cache = cache("upper", "lower");
        fill(cache, "old");
        FaultyTier.named("lower").runOutOfMemory();
        assertThatThrownBy(() -> cache.put(0, "new")).isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> cache.putAll(Map.of(1, "new", 2, "new"))).isInstanceOf(OutOfMemoryError.class);
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
        final List<String> written = new CopyOnWriteArrayList<>();
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
            written.add(entry.getValue());
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
