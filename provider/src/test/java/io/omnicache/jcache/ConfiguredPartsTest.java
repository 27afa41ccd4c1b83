/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.Weigher;
import io.omnicache.config.LoaderRetry;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.Statistics.Counter;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;

/** What a configuration names is what the cache works with. */
final class ConfiguredPartsTest {
    private final Store store = new Store();

    @Test
    void weightBoundOfAConfigurationHolds() {
        Weigher<Object, Object> weigher = (key, value) -> (Integer) value;
        try (Watched watched = new Watched(options -> options.weight(10, () -> weigher))) {
            watched.cache.put("a", 6);
            watched.cache.put("b", 6);
            assertThat(watched.state().entries()).isEqualTo(Map.of("b", 6));
            assertThat(watched.counts()).containsEntry(Counter.EVICTIONS, 1L);
            watched.assertFailsAndChangesNothing(cache -> cache.put("c", -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cache 'users': the weigher must return 0 or more, returned -1");
            watched.assertFailsAndChangesNothingBut(
                            Map.of(Counter.HITS, 1L),
                            () -> watched.cache.invoke("b", (entry, arguments) -> {
                                entry.setValue(-1);
                                return null;
                            }))
                    .isInstanceOf(EntryProcessorException.class)
                    .hasMessage("Cache 'users': the entry processor failed")
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cache 'users': the weigher must return 0 or more, returned -1");
        }
    }

    @Test
    void processorReadsThroughAndItsLoadIsNoPut() {
        store.content.put("a", 1);
        try (Watched watched = new Watched(options -> options.readThrough(() -> store))) {
            assertThat(watched.cache.<Object>invoke(
                            "a", (entry, arguments) -> entry.exists() ? null : entry.getValue()))
                    .isEqualTo(1);
            assertThat(watched.state().entries()).isEqualTo(Map.of("a", 1));
            assertThat(watched.counts()).containsEntry(Counter.MISSES, 1L).containsEntry(Counter.PUTS, 0L);
            assertThat(watched.cache.<Object>invoke("none", (entry, arguments) -> entry.getValue()))
                    .isNull();
            assertThat(watched.cache.<Object>invoke("b", (entry, arguments) -> {
                        store.content.put("b", 2);
                        Object loaded = entry.getValue();
                        entry.remove();
                        return loaded;
                    }))
                    .isEqualTo(2);
            assertThat(watched.log.events()).containsExactly("CREATED a: 1");
        }
    }

    @Test
    void failingLoaderIsRetriedAsConfigured() {
        ManualClock clock = new ManualClock();
        LoaderRetry retry = new LoaderRetry(2, Duration.ofMillis(10), Duration.ofMillis(10));
        store.failure = new IllegalStateException("down");
        try (Watched watched = new Watched(
                options -> options.readThrough(() -> store).loaderRetry(retry).clock(clock))) {
            assertThatThrownBy(() -> watched.cache.get("a"))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasRootCauseMessage("down");
            assertThat(store.calls).containsExactly("load a", "load a");
            assertThat(clock.sleeps()).containsExactly(Duration.ofMillis(10));
        }
    }

    @Test
    void eachChangeIsWrittenBeforeItIsMade() {
        try (Watched watched = new Watched(options -> options.writeThrough(() -> store))) {
            watched.cache.put("a", 1);
            watched.cache.putIfAbsent("a", 2);
            watched.cache.replace("absent", 3);
            watched.cache.remove("absent");
            watched.cache.iterator().next();
            assertThat(store.calls).containsExactly("write a=1", "delete absent");
            store.failure = new IllegalStateException("full");
            watched.assertFailsAndChangesNothing(cache -> cache.put("a", 5))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessage("the writer of cache 'users' failed")
                    .hasRootCauseMessage("full");
            watched.assertFailsAndChangesNothing(cache -> cache.remove("a"))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessage("the writer of cache 'users' failed");
            watched.assertFailsAndChangesNothing(cache -> cache.putAll(Map.of("b", 1)))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessage("the writer of cache 'users' failed");
            watched.assertFailsAndChangesNothingBut(
                            Map.of(Counter.MISSES, 1L),
                            () -> watched.cache.invoke("b", (entry, arguments) -> {
                                entry.setValue(1);
                                return null;
                            }))
                    .isInstanceOf(EntryProcessorException.class)
                    .hasMessage("Cache 'users': the entry processor failed")
                    .hasCauseInstanceOf(CacheWriterException.class);
        }
    }

    @Test
    void writerWithoutWriteThroughIsNotCalled() {
        try (Watched watched = new Watched()) {
            Cache<String, Object> cache = watched.manager.createCache(
                    "quiet", new MutableConfiguration<String, Object>().setCacheWriterFactory(() -> store));
            cache.put("a", 1);
            cache.remove("a");
            assertThat(store.calls).isEmpty();
            cache.close();
            assertThat(store.calls).containsExactly("close");
        }
    }

    @Test
    void everythingThatCanBeClosedIsClosedWithItsCache() {
        Store loader = new Store();
        try (Watched watched =
                new Watched(options -> options.readThrough(() -> loader).writeThrough(() -> store))) {
            watched.manager.destroyCache("users");
            assertThat(loader.calls).containsExactly("close");
            assertThat(store.calls).containsExactly("close");
        }
        assertThat(store.calls).containsExactly("close");
    }

    @Test
    void backgroundLoadThatFailsAndHasNoListenerIsLoggedForWhoLooks() {
        store.failure = new IllegalStateException("down");
        try (LogCapture log = new LogCapture("io.omnicache.loading");
                Watched watched = new Watched(options -> options.loader(() -> store))) {
            watched.cache.loadAll(Set.of("a"), false, null);
            Eventually.await("the failure is logged", () -> !log.messages().isEmpty());
            assertThat(log.messages()).containsExactly("FINE loadAll failed and nobody listens: cache=users");
            assertThat(watched.state().entries()).isEmpty();
        }
    }

    @Test
    void completionListenerThatThrowsIsLogged() {
        try (LogCapture log = new LogCapture("io.omnicache.loading");
                Watched watched = new Watched(options -> options.loader(() -> store))) {
            watched.cache.loadAll(Set.of("a"), false, new CompletionListener() {
                @Override
                public void onCompletion() {
                    throw new IllegalStateException("broken listener");
                }

                @Override
                public void onException(Exception e) {
                    throw new AssertionError(e);
                }
            });
            Eventually.await("the failure is logged", () -> !log.messages().isEmpty());
            assertThat(log.messages()).containsExactly("WARNING a completion listener failed");
        }
    }

    @Test
    void configurationInForceIsReported() {
        try (Watched watched = new Watched(options -> options.entries(5))) {
            OmniConfiguration<String, Object> inForce = inForce(watched);
            assertThat(inForce.isStatisticsEnabled()).isTrue();
            watched.manager.enableStatistics("users", false);
            assertThat(inForce(watched).isStatisticsEnabled()).isFalse();
            assertThat(inForce.isStatisticsEnabled()).as("a snapshot").isTrue();
        }
    }

    @SuppressWarnings("unchecked") // of this cache
    private static OmniConfiguration<String, Object> inForce(Watched watched) {
        return watched.cache.getConfiguration(OmniConfiguration.class);
    }

    /** A loader and writer that writes down its calls, and may fail. */
    private static final class Store implements CacheLoader<String, Object>, CacheWriter<Object, Object>, Closeable {
        final Map<String, Object> content = new HashMap<>();
        final List<String> calls = new ArrayList<>();
        RuntimeException failure;

        @Override
        public Object load(String key) {
            called("load " + key);
            return content.get(key);
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            called("loadAll " + keys);
            return Map.copyOf(content);
        }

        @Override
        public void write(Cache.Entry<? extends Object, ? extends Object> entry) {
            called("write " + entry.getKey() + "=" + entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Object, ? extends Object>> entries) {
            called("writeAll " + entries.size());
        }

        @Override
        public void delete(Object key) {
            called("delete " + key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            called("deleteAll " + keys);
        }

        @Override
        public void close() {
            calls.add("close");
        }

        private void called(String call) {
            calls.add(call);
            if (failure != null) {
                throw failure;
            }
        }
    }
}
