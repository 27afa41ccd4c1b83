/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Clock;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.LoaderRetry;
import io.omnicache.loading.LoadThreads;
import io.omnicache.loading.Loads;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads in the background, and the close of their cache. */
@Timeout(60)
class BulkLoadingTest {
    private static final Set<String> KEYS = Set.of("a", "b");

    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final List<String> happened = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void close() {
        goOn.countDown();
        provider.close();
    }

    /** Loads when it may, and writes down what happens to it. */
    private final class SlowLoader implements CacheLoader<String, String>, Closeable {
        @Override
        public String load(String key) {
            return loadAll(Set.of(key)).get(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            begun.countDown();
            await(goOn);
            happened.add("loaded");
            return Map.of("a", "1", "b", "2");
        }

        @Override
        public void close() {
            happened.add("closed");
        }
    }

    private Cache<String, String> cache(CacheLoader<String, String> loader) {
        return provider.getCacheManager()
                .createCache("loading", new MutableConfiguration<String, String>().setCacheLoaderFactory(() -> loader));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLoaderIsClosedWhenTheLoadUnderWayHasEnded() throws Exception {
        Cache<String, String> cache = cache(new SlowLoader());
        CompletionListenerFuture future = new CompletionListenerFuture();
        cache.loadAll(KEYS, true, future);
        await(begun);
        Thread closing = new Thread(cache::close);
        closing.start();
        Eventually.await("close waits", () -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();
        closing.join();
        future.get();
        assertThat(happened).containsExactly("loaded", "closed");
    }

    @Test
    void aLoadThatHasNotBegunWhenTheCacheIsClosedNeverCallsTheLoader() throws InterruptedException {
        Cache<String, String> cache = cache(new SlowLoader());
        CountDownLatch held = new CountDownLatch(1);
        int more = 4 * Runtime.getRuntime().availableProcessors() + 16;
        for (int i = 0; i < more; i++) {
            LoadThreads.execute(() -> await(held)); // no thread is left for the load
        }
        CompletionListenerFuture future = new CompletionListenerFuture();
        cache.loadAll(KEYS, true, future);
        cache.close();
        held.countDown();
        assertThatThrownBy(future::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'loading' was closed before it could load");
        assertThat(happened).containsExactly("closed");
    }

    @Test
    void aLoaderMayCloseItsOwnCache() throws Exception {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
        configuration.setCacheLoaderFactory(() -> new CacheLoader<>() {
            @Override
            public String load(String key) {
                throw new AssertionError("loaded alone: " + key);
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                provider.getCacheManager().getCache("loading").close();
                return Map.of("a", "1");
            }
        });
        Cache<String, String> cache = provider.getCacheManager().createCache("loading", configuration);
        CompletionListenerFuture future = new CompletionListenerFuture();
        try (LogCapture log = new LogCapture("io.omnicache.loading")) {
            cache.loadAll(KEYS, true, future);
            future.get(1, TimeUnit.MINUTES);
            assertThat(log.messages())
                    .as("the close has not waited for its own load")
                    .isEmpty();
        }
        assertThat(cache.isClosed()).isTrue();
    }

    @Test
    void aLoadThatDoesNotEndHoldsTheCloseUpForTheLongestWaitOnly() {
        Cache<String, String> cache = cache(new SlowLoader());
        Loads<String, String> loads = new Loads<>("slow", new SlowLoader(), LoaderRetry.NONE, Clock.system());
        BulkLoading<String, String> loading = new BulkLoading<>("slow", Engines.of(cache), loads, Duration.ofMillis(1));
        loading.loadAll(KEYS, true, null);
        await(begun);
        try (LogCapture log = new LogCapture("io.omnicache.loading")) {
            loading.close();
            assertThat(log.messages())
                    .containsExactly("WARNING closed while a bulk load still runs: cache=slow waited=PT0.001S");
        }
        assertThat(happened).isEmpty();
    }

    @Test
    void aCallerThatIsInterruptedClosesAtOnceAndStaysInterrupted() {
        Cache<String, String> cache = cache(new SlowLoader());
        cache.loadAll(KEYS, true, null);
        await(begun);
        Thread.currentThread().interrupt();
        cache.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(happened).containsExactly("closed");
    }
}
