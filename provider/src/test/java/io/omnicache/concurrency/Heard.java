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
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryUpdatedListener<String, String>,
                CacheEntryRemovedListener<String, String>,
                CacheEntryExpiredListener<String, String> {

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

    CacheEntryListenerConfiguration<String, String> synchronous() {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, true);
    }

    CacheEntryListenerConfiguration<String, String> asynchronous() {
        return new MutableCacheEntryListenerConfiguration<>(() -> this, null, true, false);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        hear(heard);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        hear(heard);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        hear(heard);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        hear(heard);
    }

    private void hear(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        for (CacheEntryEvent<? extends String, ? extends String> event : heard) {
            Event kept = new Event(event.getEventType(), event.getKey(), event.getValue(), event.getOldValue());
            events.add(kept);
            action.accept(kept);
        }
    }
}
