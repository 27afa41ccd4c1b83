/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.Map;
import java.util.Set;
import org.cache2k.Cache;
import org.cache2k.CacheEntry;
import org.cache2k.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/** Native cache2k. */
record Cache2kStore(Cache<Object, Object> cache) implements Operations {
    private static final EntryProcessor<Object, Object, Object> SAME_AGAIN = entry -> {
        Object value = entry.getValue();
        entry.setValue(value);
        return value;
    };

    @Override
    public @Nullable Object get(Object key) {
        return cache.peek(key);
    }

    @Override
    public void put(Object key, Object value) {
        cache.put(key, value);
    }

    @Override
    public Map<Object, Object> getAll(Set<Object> keys) {
        return cache.peekAll(keys);
    }

    @Override
    public void putAll(Map<Object, Object> entries) {
        cache.putAll(entries);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return cache.putIfAbsent(key, value);
    }

    @Override
    public boolean replace(Object key, Object old, Object value) {
        return cache.replaceIfEquals(key, old, value);
    }

    @Override
    public @Nullable Object invoke(Object key) {
        return cache.invoke(key, SAME_AGAIN);
    }

    @Override
    public boolean remove(Object key) {
        return cache.containsAndRemove(key);
    }

    @Override
    public Map<Object, ?> invokeAll(Set<Object> keys) {
        return cache.invokeAll(keys, SAME_AGAIN);
    }

    @Override
    public boolean containsKey(Object key) {
        return cache.containsKey(key);
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        return cache.peekAndPut(key, value);
    }

    @Override
    public @Nullable Object getAndReplace(Object key, Object value) {
        return cache.peekAndReplace(key, value);
    }

    @Override
    public @Nullable Object getAndRemove(Object key) {
        return cache.peekAndRemove(key);
    }

    @Override
    public int iterate() {
        int seen = 0;
        for (CacheEntry<Object, Object> entry : cache.entries()) {
            seen += entry.getKey() == entry.getValue() ? 0 : 1;
        }
        return seen;
    }
}
