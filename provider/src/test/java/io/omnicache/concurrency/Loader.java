/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;

/** A loader made of a function that counts its calls per key. */
final class Loader<V> implements CacheLoader<String, V> {
    private final Function<String, V> function;
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    Loader(Function<String, V> function) {
        this.function = function;
    }

    Factory<CacheLoader<String, V>> factory() {
        return () -> this;
    }

    int calls(String key) {
        AtomicInteger count = calls.get(key);
        return count == null ? 0 : count.get();
    }

    int allCalls() {
        return calls.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    @Override
    public V load(String key) {
        calls.computeIfAbsent(key, unseen -> new AtomicInteger()).incrementAndGet();
        return function.apply(key);
    }

    @Override
    public Map<String, V> loadAll(Iterable<? extends String> keys) {
        Map<String, V> loaded = new ConcurrentHashMap<>();
        keys.forEach(key -> {
            V value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        });
        return StreamSupport.stream(keys.spliterator(), false)
                .filter(loaded::containsKey)
                .collect(Collectors.toMap(Function.identity(), loaded::get));
    }
}
