/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;

/** A listener of everything that keeps what it heard, then does as it is told. */
final class Heard
        implements CacheEntryCreatedListener<Object, Object>,
                CacheEntryUpdatedListener<Object, Object>,
                CacheEntryRemovedListener<Object, Object>,
                CacheEntryExpiredListener<Object, Object> {

    /** One event. */
    record Event(EventType type, String key, String value, String old) {}

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final Consumer<Event> action;

    Heard(Consumer<Event> action) {
        this.action = action;
    }

    /** Returns what was heard so far. */
    List<Event> events() {
        return List.copyOf(events);
    }

    <V> CacheEntryListenerConfiguration<String, V> synchronous() {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, true);
    }

    <V> CacheEntryListenerConfiguration<String, V> asynchronous() {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, false);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> heard) {
        hear(heard);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<?, ?>> heard) {
        hear(heard);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<?, ?>> heard) {
        hear(heard);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<?, ?>> heard) {
        hear(heard);
    }

    private void hear(Iterable<CacheEntryEvent<?, ?>> heard) {
        for (CacheEntryEvent<?, ?> event : heard) {
            Object value = event.getValue();
            Object old = event.getOldValue();
            Event kept = new Event(event.getEventType(), event.getKey().toString(), Text.read(value), Text.read(old));
            Text.spoil(event.getSource(), value);
            Text.spoil(event.getSource(), old);
            events.add(kept);
            action.accept(kept);
        }
    }
}
