/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.EventLog;
import io.omnicache.OmniCachingProvider;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Synchronous listeners that are taken out while an event is on its way to them: they are closed by then. */
final class LeavingListenersTest {
    private final OmniCachingProvider provider = new OmniCachingProvider();
    private final EventLog<String, Integer> log = new EventLog<>();
    private final Cache<String, Integer> cache = provider.getCacheManager()
            .createCache("users", new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));

    @AfterEach
    void close() {
        provider.close();
    }

    private static CacheEntryListenerConfiguration<String, Integer> created(
            CacheEntryCreatedListener<String, Integer> listener) {
        return new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener), null, true, true);
    }

    @Test
    void whoIsTakenOutByAnotherListenerHearsNothingMore() {
        CacheEntryListenerConfiguration<String, Integer> second = log.configuration();
        cache.registerCacheEntryListener(created(events -> cache.deregisterCacheEntryListener(second)));
        cache.registerCacheEntryListener(second);
        cache.put("a", 1);

        assertThat(log.events()).isEmpty();
    }

    @Test
    void whoIsClosedWithTheCacheByAnotherListenerHearsNothingMore() {
        cache.registerCacheEntryListener(created(events -> cache.close()));
        cache.registerCacheEntryListener(log.configuration());
        cache.put("a", 1);

        assertThat(cache.isClosed()).isTrue();
        assertThat(log.events()).isEmpty();
    }
}
