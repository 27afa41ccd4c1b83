/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCache;
import io.omnicache.Weigher;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operations while the cache is closed: they work or say that it is closed, and what is the user's is closed once. */
class CloseRacesTest {
    private static final int THREADS = 6;

    @RegisterExtension
    final TestCaches caches = new TestCaches();

    private final AtomicInteger closed = new AtomicInteger();

    /** The ways to close a cache. */
    private enum Way {
        CLOSE(OmniCache::close),
        DESTROY(cache -> cache.getCacheManager().destroyCache(cache.getName())),
        CLOSE_MANAGER(cache -> cache.getCacheManager().close());

        private final Consumer<OmniCache<?, ?>> action;

        Way(Consumer<OmniCache<?, ?>> action) {
            this.action = action;
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void operationsEndWithNothingButClosed(Way way) {
        SteppedClock clock = new SteppedClock();
        Listener listener = new Listener();
        OmniCache<String, Text> cache = caches.texts(
                "closing",
                options -> options.clock(clock)
                        .entries(20)
                        .statistics(true)
                        .listener(listener.registration())
                        .listener(new Heard(event -> {}).asynchronous()));
        List<Throwable> ends = Crew.together(THREADS, number -> {
            Mix mix = new Mix(cache, clock, 1, number, new AtomicLong());
            for (int i = 0; i < 100_000; i++) {
                try {
                    mix.run(10);
                    if (i == 20 && number < 2) { // two at once
                        way.action.accept(cache);
                    }
                } catch (RuntimeException e) {
                    return e;
                }
            }
            return null;
        });
        assertThat(ends)
                .doesNotContainNull()
                .allSatisfy(end -> assertThat(end)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed"));
        assertThat(closed).hasValue(1);
        assertThat(cache.isClosed()).isTrue();
    }

    @RepeatedTest(50)
    void aListenerThatIsRegisteredOrRemovedMeanwhileIsClosedOnce() {
        OmniCache<String, String> cache = caches.strings("closing", options -> options);
        Listener listener = new Listener();
        CacheEntryListenerConfiguration<String, String> registration = listener.registration();
        List<Boolean> registered = Crew.together(3, number -> {
            try {
                switch (number) {
                    case 0 -> cache.registerCacheEntryListener(registration);
                    case 1 -> cache.deregisterCacheEntryListener(registration);
                    default -> cache.close();
                }
                return number == 0;
            } catch (IllegalStateException e) {
                return false;
            }
        });
        assertThat(closed.get())
                .as("closed, registered: %s, made: %s", registered.get(0), listener.made)
                .isEqualTo(listener.made.get());
    }

    @Test
    void loadersWritersAndWeighersAreClosedOnce() {
        record Everything(AtomicInteger closed)
                implements CacheLoader<String, String>,
                        CacheWriter<String, String>,
                        Weigher<String, String>,
                        Closeable {
            @Override
            public void write(Cache.Entry<? extends String, ? extends String> entry) {}

            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {}

            @Override
            public void delete(Object key) {}

            @Override
            public void deleteAll(Collection<?> keys) {}

            @Override
            public String load(String key) {
                return key;
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                return Map.of();
            }

            @Override
            public int weigh(String key, String value) {
                return 1;
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
        OmniCache<String, String> cache = caches.strings(
                "closing",
                options -> options.readThrough(() -> new Everything(closed))
                        .writeThrough(() -> new Everything(closed))
                        .weight(10, () -> new Everything(closed)));
        Crew.together(THREADS, number -> {
            cache.close();
            return null;
        });
        assertThat(closed).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aFilterIsClosedOnceAsItsListenerIs(Way way) {
        OmniCache<String, String> cache =
                caches.strings("closing", options -> options.listener(new Listener().filtered(new Filter())));
        cache.put("k", "v");
        Crew.together(THREADS, number -> {
            way.action.accept(cache);
            return null;
        });
        assertThat(closed).hasValue(2);
    }

    @Test
    void aFilterIsClosedWhenItsListenerIsDeregistered() {
        OmniCache<String, String> cache = caches.strings("closing", options -> options);
        CacheEntryListenerConfiguration<String, String> registration = new Listener().filtered(new Filter());
        cache.registerCacheEntryListener(registration);
        cache.deregisterCacheEntryListener(registration);
        assertThat(closed).hasValue(2);
        cache.close();
        assertThat(closed).hasValue(2);
    }

    @Test
    void aFilterIsClosedAlsoIfItsListenerCannotBe() {
        Listener listener = new Listener();
        listener.failure = new IOException("no such connection");
        OmniCache<String, String> cache =
                caches.strings("closing", options -> options.listener(listener.filtered(new Filter())));
        assertThatThrownBy(cache::close)
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'closing': closing " + Listener.class.getName() + " failed")
                .hasCause(listener.failure);
        assertThat(closed).hasValue(1);
        assertThat(cache.isClosed()).isTrue();
    }

    @Test
    void asynchronousListenersHaveTheirEventsWhenCloseReturns() {
        Heard heard = new Heard(event -> Thread.yield());
        OmniCache<String, String> cache = caches.strings("closing", options -> options.listener(heard.asynchronous()));
        for (int i = 0; i < 5_000; i++) {
            cache.put("k" + i % 7, "v" + i);
        }
        cache.close();
        assertThat(heard.events()).hasSize(5_000);
        for (int key = 0; key < 7; key++) {
            String name = "k" + key;
            assertThat(new Streams(heard.events().stream()
                                    .filter(event -> event.key().equals(name))
                                    .toList())
                            .evicted(Map.of()))
                    .isEqualTo(1);
        }
    }

    @Test
    void aListenerAndALoaderMayCloseTheirCache() {
        Heard closing = new Heard(event -> caches.manager().destroyCache("closing"));
        OmniCache<String, String> listened =
                caches.strings("closing", options -> options.listener(closing.synchronous()));
        listened.put("k", "v");
        assertThat(listened.isClosed()).isTrue();
        OmniCache<String, String> loading = caches.strings(
                "closing",
                options -> options.readThrough(new Loader<>(key -> {
                            caches.manager().destroyCache("closing");
                            return "loaded";
                        })
                        .factory()));
        assertThat(loading.get("k")).isEqualTo("loaded");
        assertThatThrownBy(() -> loading.get("k"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'closing' is closed");
    }

    /** Counts its closing. */
    private final class Listener implements CacheEntryCreatedListener<String, Object>, Closeable {
        final AtomicInteger made = new AtomicInteger();

        /** What closing fails with; null if it does not. */
        IOException failure;

        <V> CacheEntryListenerConfiguration<String, V> registration() {
            return filtered(null);
        }

        <V> CacheEntryListenerConfiguration<String, V> filtered(CacheEntryEventFilter<String, Object> filter) {
            Factory<Listener> factory = () -> {
                made.incrementAndGet();
                return this;
            };
            return new MutableCacheEntryListenerConfiguration<>(
                    factory, filter == null ? null : () -> filter, false, true);
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ?>> events) {
            events.forEach(Objects::requireNonNull);
        }

        @Override
        public void close() throws IOException {
            if (failure != null) {
                throw failure;
            }
            closed.incrementAndGet();
        }
    }

    /** Counts its closing, too. */
    private final class Filter implements CacheEntryEventFilter<String, Object>, Closeable {
        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ?> event) {
            return true;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
