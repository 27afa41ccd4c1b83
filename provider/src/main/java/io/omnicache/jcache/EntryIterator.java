/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Timed;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the live entries, weakly consistent. A hit is counted for each entry when it is found.
 *
 * <p>Confined to one thread.
 */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
    private final CacheFacade<K, V> cache;
    private final Engine<K, V> engine;
    private final Arguments<K, V> arguments;
    private final Statistics statistics;
    private final Iterator<K> keys;
    private @Nullable CacheEntry<K, V> next;
    private @Nullable K last;

    EntryIterator(CacheFacade<K, V> cache, Engine<K, V> engine, Arguments<K, V> arguments, Statistics statistics) {
        this.cache = cache;
        this.engine = engine;
        this.arguments = arguments;
        this.statistics = statistics;
        this.keys = engine.keys();
    }

    @Override
    public boolean hasNext() {
        arguments.checkOpen();
        while (next == null && keys.hasNext()) {
            next = find(keys.next());
        }
        return next != null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("Cache '" + cache.getName() + "' has no more entries");
        }
        CacheEntry<K, V> entry = next;
        last = entry.storedKey();
        next = null;
        return entry;
    }

    @Override
    public void remove() {
        arguments.checkOpen();
        if (last == null) {
            throw new IllegalStateException("remove() needs a next() before it, and only once");
        }
        K key = last;
        last = null;
        long started = statistics.start(Timed.REMOVE);
        engine.step(key, Kind.REMOVE, key, (step, same) -> step.remove());
        statistics.stop(Timed.REMOVE, started);
    }

    private @Nullable CacheEntry<K, V> find(K key) {
        long started = statistics.start(Timed.GET);
        Object stored = engine.hit(key);
        if (stored == null) {
            engine.settle(key);
            return null;
        }
        CacheEntry<K, V> entry = new CacheEntry<>(key, engine.readKey(key), engine.read(stored));
        statistics.stop(Timed.GET, started);
        return entry;
    }
}
