/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** A listener of all kinds that writes down what it hears, as {@code "UPDATED key: old -> new"}. Thread-safe. */
public final class EventLog<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V> {
    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Returns what was heard, in order. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** Returns a configuration that registers this as a synchronous listener that wants old values. */
    public CacheEntryListenerConfiguration<K, V> configuration() {
        return configuration(true, true);
    }

    /** Returns a configuration that registers this. */
    public CacheEntryListenerConfiguration<K, V> configuration(boolean oldValueRequired, boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(this), null, oldValueRequired, synchronous);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> heard) {
        heard.forEach(event -> events.add("CREATED " + event.getKey() + ": " + event.getValue()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> heard) {
        heard.forEach(event ->
                events.add("UPDATED " + event.getKey() + ": " + event.getOldValue() + " -> " + event.getValue()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> heard) {
        heard.forEach(event -> events.add("REMOVED " + event.getKey() + ": " + event.getOldValue()));
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> heard) {
        heard.forEach(event -> events.add("EXPIRED " + event.getKey() + ": " + event.getOldValue()));
    }
}
