/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** A concurrent map; bulk operations are plain loops over it. */
record MapStore(ConcurrentMap<Object, Object> map) implements Operations {
    /** The limit: nothing is faster that holds any keys and is thread-safe. */
    static Operations bare() {
        return new MapStore(new ConcurrentHashMap<>());
    }

    /** Native Caffeine, whose view as a map has all of its operations. */
    static Operations of(Cache<Object, Object> cache) {
        return new MapStore(cache.asMap());
    }

    @Override
    public @Nullable Object get(Object key) {
        return map.get(key);
    }

    @Override
    public void put(Object key, Object value) {
        map.put(key, value);
    }

    @Override
    public Map<Object, Object> getAll(Set<Object> keys) {
        Map<Object, Object> found = new HashMap<>(keys.size() * 4 / 3 + 1); // it never grows
        for (Object key : keys) {
            Object value = map.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return found;
    }

    @Override
    public void putAll(Map<Object, Object> entries) {
        entries.forEach(map::put);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return map.putIfAbsent(key, value) == null;
    }

    @Override
    public boolean replace(Object key, Object old, Object value) {
        return map.replace(key, old, value);
    }

    @Override
    public @Nullable Object invoke(Object key) {
        return map.compute(key, (unused, value) -> value);
    }

    @Override
    public boolean remove(Object key) {
        return map.remove(key) != null;
    }

    @Override
    public Map<Object, ?> invokeAll(Set<Object> keys) {
        Map<Object, Object> results = new HashMap<>(keys.size() * 4 / 3 + 1);
        for (Object key : keys) {
            Object result = invoke(key);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    @Override
    public boolean containsKey(Object key) {
        return map.containsKey(key);
    }

    @Override
    public @Nullable Object getAndPut(Object key, Object value) {
        return map.put(key, value);
    }

    @Override
    public @Nullable Object getAndReplace(Object key, Object value) {
        return map.replace(key, value);
    }

    @Override
    public @Nullable Object getAndRemove(Object key) {
        return map.remove(key);
    }

    @Override
    public int iterate() {
        int seen = 0;
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            seen += entry.getKey() == entry.getValue() ? 0 : 1;
        }
        return seen;
    }
}
