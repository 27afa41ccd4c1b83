/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.OmniConfiguration;
import io.omnicache.engine.FastPath;
import io.omnicache.engine.Incoming;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache as the standard describes it: each method checks its arguments and says what it does in terms of one step.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("NullAway") // the standard's interface is unannotated: null says "none" all over it
final class CacheFacade<K, V> extends AdministeredCache<K, V> {
    private final CompareAndChange<K, V> comparing;
    private final FastPath<K, V> fastPath;

    CacheFacade(OmniCacheManager manager, String name, OmniConfiguration<K, V> configuration) {
        super(manager, name, configuration);
        this.fastPath = engine.fastPath();
        this.comparing = new CompareAndChange<>(engine, statistics);
    }

    @Override
    public V get(K key) {
        arguments.checkRead(key);
        long started = statistics.start(Timed.GET);
        V value = read(engine.get(key));
        statistics.stop(Timed.GET, started);
        return value;
    }

    @Override
    @SuppressWarnings("unchecked") // what was stored became what was read
    public Map<K, V> getAll(Set<? extends K> keys) {
        arguments.checkReads(keys);
        long started = statistics.start(Timed.GET);
        Map<K, Object> found = engine.getAll(keys);
        found.replaceAll((key, stored) -> engine.read(stored));
        statistics.stop(Timed.GET, started);
        return (Map<K, V>) found;
    }

    @Override
    public boolean containsKey(K key) {
        arguments.check(key);
        boolean found = engine.peek(key) != null;
        if (!found) {
            engine.settle(key);
        }
        return found;
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExisting, CompletionListener listener) {
        arguments.checkKeysToStore(keys);
        parts.loadAll(new LinkedHashSet<>(keys), replaceExisting, listener);
    }

    @Override
    public void put(K key, V value) {
        arguments.checkEntry(key, value);
        Object stored = engine.stored(value);
        long started = statistics.start(Timed.PUT);
        if (!fastPath.put(key, stored)) {
            Incoming incoming = engine.incoming(key, value, stored);
            engine.step(key, Kind.STORE, incoming, (step, given) -> step.put(given));
        }
        statistics.stop(Timed.PUT, started);
    }

    @Override
    public V getAndPut(K key, V value) {
        arguments.checkEntry(key, value);
        Object stored = engine.stored(value);
        long getting = statistics.start(Timed.GET);
        long putting = statistics.start(Timed.PUT);
        Object old = fastPath.replace(key, null, stored);
        if (old != null) {
            statistics.count(Counter.HITS);
        } else {
            old = engine.step(key, Kind.STORE, engine.incoming(key, value, stored), (step, given) -> {
                Object before = step.stored();
                step.put(given);
                step.countLookup(before);
                return before;
            });
        }
        statistics.stop(Timed.GET, getting);
        statistics.stop(Timed.PUT, putting);
        return read(old);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        List<Map.Entry<K, Incoming>> incoming = arguments.incoming(entries);
        long started = statistics.start(Timed.PUT);
        engine.putAll(incoming);
        statistics.stop(Timed.PUT, started);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        arguments.checkEntry(key, value);
        long started = statistics.start(Timed.PUT);
        boolean done = !fastPath.hit(key) && storeIfAbsent(key, value);
        statistics.stop(Timed.PUT, started);
        return done;
    }

    @Override
    public boolean remove(K key) {
        arguments.check(key);
        long started = statistics.start(Timed.REMOVE);
        boolean removed = engine.step(key, Kind.REMOVE, null, (step, nothing) -> step.remove());
        statistics.stop(Timed.REMOVE, started);
        return removed;
    }

    @Override
    public boolean remove(K key, V oldValue) {
        arguments.check(key, oldValue);
        return comparing.removeIfEqual(key, oldValue);
    }

    @Override
    public V getAndRemove(K key) {
        arguments.check(key);
        long getting = statistics.start(Timed.GET);
        long removing = statistics.start(Timed.REMOVE);
        Object old = engine.step(key, Kind.REMOVE, null, (step, nothing) -> {
            Object before = step.stored();
            step.remove();
            step.countLookup(before);
            return before;
        });
        statistics.stop(Timed.GET, getting);
        statistics.stop(Timed.REMOVE, removing);
        return read(old);
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        arguments.check(key, oldValue);
        arguments.checkEntry(key, newValue);
        return comparing.replaceIfEqual(key, oldValue, newValue);
    }

    @Override
    public boolean replace(K key, V value) {
        arguments.checkEntry(key, value);
        return comparing.replaceExisting(key, value) != null;
    }

    @Override
    public V getAndReplace(K key, V value) {
        arguments.checkEntry(key, value);
        return read(comparing.replaceExisting(key, value));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        arguments.checkKeys(keys);
        long started = statistics.start(Timed.REMOVE);
        engine.removeAll(keys);
        statistics.stop(Timed.REMOVE, started);
    }

    @Override
    public void removeAll() {
        arguments.checkOpen();
        long started = statistics.start(Timed.REMOVE);
        engine.removeAll();
        statistics.stop(Timed.REMOVE, started);
    }

    @Override
    public void clear() {
        arguments.checkOpen();
        engine.clear();
    }

    @Override
    public <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... given) throws EntryProcessorException {
        arguments.checkProcessor(key, processor);
        return parts.processing().invoke(key, processor, given);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... given) {
        arguments.checkProcessors(keys, processor);
        return parts.processing().invokeAll(keys, processor, given);
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        arguments.checkOpen();
        return new EntryIterator<>(this, engine, arguments, statistics);
    }

    private boolean storeIfAbsent(K key, V value) {
        Object stored = engine.stored(value);
        if (fastPath.create(key, stored)) {
            statistics.count(Counter.MISSES);
            return true;
        }
        return engine.step(key, Kind.STORE, engine.incoming(key, value, stored), (step, given) -> {
            Object before = step.stored();
            boolean done = before == null && step.put(given);
            step.countLookup(before);
            return done;
        });
    }

    private @Nullable V read(@Nullable Object stored) {
        return stored == null ? null : engine.read(stored);
    }
}
