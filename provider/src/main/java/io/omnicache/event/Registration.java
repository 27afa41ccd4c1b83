/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import java.util.List;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** A listener that is registered with a cache. */
record Registration<K, V>(
        CacheEntryListenerConfiguration<K, V> configuration,
        CacheEntryListener<? super K, ? super V> listener,
        @Nullable CacheEntryEventFilter<? super K, ? super V> filter,
        boolean synchronous,
        boolean oldValueRequired) {

    /** Makes the listener and its filter. */
    static <K, V> Registration<K, V> create(String cache, CacheEntryListenerConfiguration<K, V> configuration) {
        Factory<CacheEntryListener<? super K, ? super V>> listener = configuration.getCacheEntryListenerFactory();
        Factory<CacheEntryEventFilter<? super K, ? super V>> filter = configuration.getCacheEntryEventFilterFactory();
        if (listener == null) {
            throw new CacheException("Cache '" + cache + "': a listener configuration needs a factory of the listener");
        }
        return new Registration<>(
                configuration,
                listener.create(),
                filter == null ? null : filter.create(),
                configuration.isSynchronous(),
                configuration.isOldValueRequired());
    }

    boolean hears(EventType type) {
        return switch (type) {
            case CREATED -> listener instanceof CacheEntryCreatedListener;
            case UPDATED -> listener instanceof CacheEntryUpdatedListener;
            case REMOVED -> listener instanceof CacheEntryRemovedListener;
            case EXPIRED -> listener instanceof CacheEntryExpiredListener;
        };
    }

    /** Calls the listener, if the filter lets the event pass. */
    void deliver(EntryEvent<K, V> event) {
        try {
            if (filter == null || filter.evaluate(event)) {
                call(event);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (Exception e) { // checked ones too: other languages throw them undeclared
            throw new CacheEntryListenerException(
                    "Cache '" + event.getSource().getName() + "': a listener of an event " + event.getEventType()
                            + " failed",
                    e);
        }
    }

    @SuppressWarnings("unchecked") // hears() has seen the listener's kind; its types are those of the cache
    private void call(EntryEvent<K, V> event) {
        List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        switch (event.getEventType()) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }
}
