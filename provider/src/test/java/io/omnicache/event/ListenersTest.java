/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EventLog;
import io.omnicache.Eventually;
import io.omnicache.LogCapture;
import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.StoreMode;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of a cache, seen from one writing thread. */
final class ListenersTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final ManualClock clock = new ManualClock();
    private final EventLog<String, Integer> log = new EventLog<>();
    private final Cache<String, Integer> cache = provider.getCacheManager()
            .createCache(
                    "users",
                    OmniConfiguration.builder(String.class, Integer.class)
                            .byValue(StoreMode.byValue(true))
                            .clock(clock)
                            .expiry(CreatedExpiryPolicy.factoryOf(
                                    new javax.cache.expiry.Duration(TimeUnit.SECONDS, 10)))
                            .build());

    @AfterEach
    void close() {
        provider.close();
    }

    private static CacheEntryListenerConfiguration<String, Integer> listener(
            CacheEntryListener<String, Integer> listener, boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener), null, true, synchronous);
    }

    private static CacheEntryListenerConfiguration<String, Integer> created(
            CacheEntryCreatedListener<String, Integer> listener) {
        return listener(listener, true);
    }

    @Test
    void eachKindOfChangeIsHeardInOrderBeforeTheOperationReturns() {
        cache.registerCacheEntryListener(log.configuration());
        cache.put("a", 1);
        cache.put("a", 2);
        cache.remove("a");
        cache.put("b", 3);
        clock.advance(Duration.ofSeconds(10));
        assertThat(cache.containsKey("b")).isFalse();
        cache.clear();
        assertThat(log.events())
                .containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2", "REMOVED a: 2", "CREATED b: 3", "EXPIRED b: 3");
    }

    @Test
    void oldValueIsNotShownToWhoDidNotAskForIt() {
        cache.registerCacheEntryListener(log.configuration(false, true));
        cache.put("a", 1);
        cache.put("a", 2);
        cache.remove("a");
        assertThat(log.events()).containsExactly("CREATED a: 1", "UPDATED a: null -> 2", "REMOVED a: null");
    }

    @Test
    void eventSaysWhatItIsAndHidesWhatItHolds() {
        List<CacheEntryEvent<? extends String, ? extends Integer>> events = new ArrayList<>();
        cache.registerCacheEntryListener(created(heard -> heard.forEach(events::add)));
        cache.put("a", 1);
        CacheEntryEvent<? extends String, ? extends Integer> event = events.get(0);
        assertThat((Object) event.getSource()).isSameAs(cache);
        assertThat(event.isOldValueAvailable()).isFalse();
        assertThat(event).hasToString("EntryEvent[type=CREATED]");
        assertThat(event.unwrap(CacheEntryEvent.class)).isSameAs(event);
        assertThatThrownBy(() -> event.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event cannot be unwrapped to java.lang.String");
    }

    @Test
    void filterDecidesWhatIsHeard() {
        CacheEntryEventFilter<String, Integer> even = event -> event.getValue() % 2 == 0;
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(log), new SingletonFactory<>(even), true, true));
        cache.put("a", 1);
        cache.put("b", 2);
        cache.put("a", 4);
        assertThat(log.events()).containsExactly("CREATED b: 2", "UPDATED a: 1 -> 4");
    }

    @Test
    void filterThatThrowsIsReportedAndTheChangeStands() {
        CacheEntryEventFilter<String, Integer> broken = event -> {
            throw new IllegalStateException("broken filter");
        };
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(log), new SingletonFactory<>(broken), true, true));
        assertThatThrownBy(() -> cache.put("a", 1))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasMessage("Cache 'users': a listener of an event CREATED failed")
                .hasRootCauseMessage("broken filter");
        assertThat(cache.get("a")).isEqualTo(1);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void listenerThatThrowsStopsNeitherTheOthersNorTheBatchAndTheFirstFailureIsThrown() {
        cache.registerCacheEntryListener(created(heard -> {
            throw new IllegalStateException("first");
        }));
        cache.registerCacheEntryListener(log.configuration());
        CacheEntryListenerException own = new CacheEntryListenerException("second");
        cache.registerCacheEntryListener(created(heard -> {
            throw own;
        }));
        assertThatThrownBy(() -> cache.putAll(Map.of("a", 1, "b", 2)))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasMessage("Cache 'users': a listener of an event CREATED failed")
                .hasRootCauseMessage("first")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()).contains(own));
        assertThat(log.events()).containsExactlyInAnyOrder("CREATED a: 1", "CREATED b: 2");
        assertThat(cache).hasSize(2);
    }

    @Test
    void errorOfAListenerIsNotWrapped() {
        AssertionError error = new AssertionError("broken");
        cache.registerCacheEntryListener(created(heard -> {
            throw error;
        }));
        assertThatThrownBy(() -> cache.put("a", 1)).isSameAs(error);
        assertThat(cache.get("a")).isEqualTo(1);
    }

    @Test
    void failureOfAnOperationComesBeforeThoseOfItsListeners() {
        cache.put("a", 1);
        clock.advance(Duration.ofSeconds(10));
        cache.registerCacheEntryListener(listener(
                (javax.cache.event.CacheEntryExpiredListener<String, Integer>) heard -> {
                    throw new IllegalStateException("listener");
                },
                true));
        assertThatThrownBy(() -> cache.invoke("a", (entry, arguments) -> {
                    throw new IllegalArgumentException("processor");
                }))
                .hasRootCauseMessage("processor")
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .isInstanceOf(CacheEntryListenerException.class));
    }

    @Test
    void deregisteredListenerHearsNoMoreAndIsClosed() {
        Closing closing = new Closing(null);
        CacheEntryListenerConfiguration<String, Integer> configuration = listener(closing, true);
        cache.registerCacheEntryListener(configuration);
        cache.put("a", 1);
        cache.deregisterCacheEntryListener(configuration);
        cache.put("b", 1);
        assertThat(closing.heard).containsExactly("a", "closed");
        cache.deregisterCacheEntryListener(configuration);
        assertThat(closing.heard).hasSize(2);
        assertThat(configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
    }

    @Test
    void listenerThatCannotBeClosedIsReportedAndTheRestIsClosed() {
        Closing broken = new Closing(new IOException("stuck"));
        Closing closing = new Closing(null);
        cache.registerCacheEntryListener(listener(broken, true));
        cache.registerCacheEntryListener(listener(closing, true));
        assertThatThrownBy(cache::close)
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users': closing " + Closing.class.getName() + " failed")
                .hasRootCauseMessage("stuck");
        assertThat(closing.heard).containsExactly("closed");
        assertThat(cache.isClosed()).isTrue();
    }

    @Test
    void configurationWithoutAListenerIsRefusedAndNotKept() {
        CacheEntryListenerConfiguration<String, Integer> none =
                new MutableCacheEntryListenerConfiguration<>(null, null, false, true);
        assertThatThrownBy(() -> cache.registerCacheEntryListener(none))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users': a listener configuration needs a factory of the listener");
        assertThat(configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
    }

    @Test
    void asynchronousListenerHearsEventsOfAKeyInOrderAndAllBeforeTheCacheIsClosed() {
        cache.registerCacheEntryListener(log.configuration(true, false));
        List<String> expected = new ArrayList<>();
        cache.put("a", 0);
        expected.add("CREATED a: 0");
        for (int i = 1; i < 2_000; i++) {
            cache.put("a", i);
            expected.add("UPDATED a: " + (i - 1) + " -> " + i);
        }
        cache.close();
        assertThat(log.events()).containsExactlyElementsOf(expected);
    }

    @Test
    void failureOfAnAsynchronousListenerIsLoggedAndTheNextEventIsHeard() {
        List<String> heard = new CopyOnWriteArrayList<>();
        CacheEntryCreatedListener<String, Integer> broken = events -> events.forEach(event -> {
            heard.add(event.getKey());
            throw new IllegalStateException("broken");
        });
        cache.registerCacheEntryListener(listener(broken, false));
        try (LogCapture logged = new LogCapture("io.omnicache.event")) {
            cache.put("a", 1);
            cache.put("b", 2);
            Eventually.await("both failures are logged", () -> logged.failures().size() == 2);
            assertThat(logged.messages()).containsOnly("WARNING listener failed");
        }
        assertThat(heard).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void expiryThatTheWheelFoundIsHeardOnAnotherThread() {
        cache.registerCacheEntryListener(log.configuration());
        cache.put("a", 1);
        clock.advance(Duration.ofSeconds(11));
        cache.unwrap(OmniCache.class).cleanUp();
        Eventually.await("the event comes", () -> log.events().contains("EXPIRED a: 1"));
    }

    @Test
    void writeInsideAListenerIsHeardAfterTheEventItAnswers() {
        cache.registerCacheEntryListener(created(heard -> {
            if (heard.iterator().next().getKey().equals("a")) {
                cache.put("a", 2);
                cache.put("other", 3);
            }
        }));
        cache.registerCacheEntryListener(log.configuration());
        cache.put("a", 1);
        assertThat(log.events())
                .filteredOn(event -> event.contains(" a: "))
                .containsExactly("CREATED a: 1", "UPDATED a: 1 -> 2");
        assertThat(log.events()).contains("CREATED other: 3");
        assertThat(cache.get("a")).isEqualTo(2);
    }

    @SuppressWarnings("unchecked") // the configuration of this cache
    private static OmniConfiguration<String, Integer> configuration(Cache<String, Integer> cache) {
        return cache.getConfiguration(OmniConfiguration.class);
    }
}
