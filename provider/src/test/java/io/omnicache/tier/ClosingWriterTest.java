/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.config.OmniConfiguration;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that is closed while operations are with its writer, or wait for those. */
class ClosingWriterTest extends FaultyCaches {
    @TempDir
    Path directory;

    /** Not the common pool, which has a single thread on two cores: the second of two that wait for each other never began. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
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
        Thread close = new Thread(cache::close);
        close.start();
        Eventually.await("close waits for the first", () -> close.getState() == Thread.State.TIMED_WAITING);
        writer.gate.countDown();
        first.get(1, TimeUnit.MINUTES);
        close.join();

        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("Cache 'written' is closed");
        assertThat(writer.written).containsExactly("first");
        assertThat(manager.createCache("written", writtenTo(new SlowWriter())).get(1))
                .isEqualTo("first");
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

    @Test
    void theWriterThatHasFailedIsNotAskedToRemoveAllOnceMore() {
        SlowWriter writer = new SlowWriter() {
            @Override
            public void deleteAll(Collection<?> keys) {
                written.add("deleted " + keys.size());
                throw new CacheWriterException("told to fail");
            }
        };
        Cache<Integer, String> cache = manager.createCache("written", writtenTo(writer));
        cache.put(1, "one");
        assertThatThrownBy(cache::removeAll).isInstanceOf(CacheWriterException.class);
        assertThat(writer.written).containsExactly("one", "deleted 1");
        assertThat(cache.get(1)).isEqualTo("one");
    }

    @Test
    void whoClosesACacheThatAnotherThreadIsClosingWaitsForThat() throws Exception {
        SlowWriter writer = new SlowWriter();
        Cache<Integer, String> cache = manager.createCache("written", writtenTo(writer));
        writer.hold();
        Future<?> put = threads.submit(() -> cache.put(1, "new"));
        assertThat(writer.reached.await(1, TimeUnit.MINUTES)).isTrue();
        Thread first = new Thread(cache::close);
        first.start();
        Eventually.await("close waits for the put", () -> first.getState() == Thread.State.TIMED_WAITING);
        Thread second = new Thread(manager::close);
        second.start();
        Eventually.await("the manager waits for it", () -> second.getState() == Thread.State.TIMED_WAITING);
        assertThat(put.isDone()).isFalse();
        writer.gate.countDown();
        second.join();
        assertThat(writer.written).containsExactly("new");
        put.get(1, TimeUnit.MINUTES);
        first.join();
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
