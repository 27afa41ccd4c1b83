/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Kind;
import io.omnicache.engine.Statistics;
import io.omnicache.engine.Statistics.Counter;
import io.omnicache.engine.Statistics.Timed;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the live entries, weakly consistent. A hit is counted, and the access noted, when an entry is handed out;
 * one that leaves the cache after {@code hasNext} found it is handed out all the same.
 *
 * <p>Confined to one thread.
 */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {
    private final CacheFacade<K, V> cache;
    private final Engine<K, V> engine;
    private final Arguments<K, V> arguments;
    private final Statistics statistics;
    private final Iterator<K> keys;
    private @Nullable K next;
    private @Nullable Object found;
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
        while (found == null && keys.hasNext()) {
            next = keys.next();
            found = engine.peek(next);
            if (found == null) {
                engine.settle(next);
            }
        }
        return found != null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext() || next == null || found == null) {
            throw new NoSuchElementException("Cache '" + cache.getName() + "' has no more entries");
        }
        K key = next;
        Object stored = found;
        last = key;
        found = null;
        long started = statistics.start(Timed.GET);
        Object current = engine.visit(key);
        if (current == null) {
            statistics.count(Counter.HITS);
            if (engine.isTiered()) {
                statistics.count(Counter.HITS_BELOW); // what has gone since was found there, if not in the heap
            }
        }
        CacheEntry<K, V> entry = new CacheEntry<>(engine.readKey(key), engine.read(current == null ? stored : current));
        statistics.stop(Timed.GET, started);
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
}
