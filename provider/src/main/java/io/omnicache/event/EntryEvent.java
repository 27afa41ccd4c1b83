/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.event;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import org.jspecify.annotations.Nullable;

/** An event as one listener sees it. Immutable, except that values are read from their stored form on each call. */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {
    private static final long serialVersionUID = 1L;

    private final transient ValueReader<K, V> reader;
    private final transient K key;
    private final transient @Nullable Object value;
    private final transient @Nullable Object old;

    EntryEvent(Cache<K, V> source, ValueReader<K, V> reader, K key, Change change, boolean oldValueRequired) {
        super(source, change.type());
        this.reader = reader;
        this.key = key;
        this.old = oldValueRequired ? change.old() : null;
        // The standard gives the old value as the value of what is gone (CacheEntryEvent.getValue, 1.1).
        this.value = change.value() == null ? this.old : change.value();
    }

    @Override
    public K getKey() {
        return reader.readKey(key);
    }

    @Override
    @SuppressWarnings("NullAway") // null says "not available" in the standard
    public V getValue() {
        return read(value);
    }

    @Override
    @SuppressWarnings("NullAway") // null says "not available" in the standard
    public V getOldValue() {
        return read(old);
    }

    @Override
    public boolean isOldValueAvailable() {
        return old != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an event cannot be unwrapped to " + type.getName());
    }

    /** Names the type; keys and values are not shown. */
    @Override
    public String toString() {
        return "EntryEvent[type=" + getEventType() + "]";
    }

    private @Nullable V read(@Nullable Object stored) {
        return stored == null ? null : reader.readValue(stored);
    }
}
