/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * A slow loader and writer, some of whose calls fail, that keeps account of its calls and sees when a key is loaded or written by two
 * threads at a time. No value is brought twice.
 */
final class Source implements CacheLoader<String, Text>, CacheWriter<String, Text> {
    /** Calls of the loader that have begun. */
    final AtomicInteger loads = new AtomicInteger();

    /** What calls of the loader that returned have brought. */
    final Queue<String> loaded = new ConcurrentLinkedQueue<>();

    /** What was written. */
    final Queue<String> written = new ConcurrentLinkedQueue<>();

    /** What is written now, by key. */
    final Map<String, String> rows = new ConcurrentHashMap<>();

    /** What was thrown. */
    final Queue<Planned> thrown = new ConcurrentLinkedQueue<>();

    /** Keys that were used by two threads at a time. */
    final Queue<String> collisions = new ConcurrentLinkedQueue<>();

    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger uses = new AtomicInteger();
    private final boolean failing;
    private final long seed;

    Source(boolean failing, long seed) {
        this.failing = failing;
        this.seed = seed;
    }

    /** A failure of one call, told apart from all others by its identity. */
    static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Planned(String key) {
            super("the use of " + key + " fails");
        }
    }

    @Override
    public Text load(String key) {
        return loadAll(List.of(key)).get(key);
    }

    @Override
    public Map<String, Text> loadAll(Iterable<? extends String> keys) {
        Map<String, Text> brought = new HashMap<>();
        Set<String> asked = new HashSet<>();
        keys.forEach(asked::add);
        loads.incrementAndGet();
        alone(asked, () -> asked.forEach(key -> brought.put(key, new Text("loaded " + key + " #" + use(key)))));
        brought.values().forEach(value -> loaded.add(value.toString()));
        return brought;
    }

    @Override
    public void write(Cache.Entry<? extends String, ? extends Text> entry) {
        alone(Set.of(entry.getKey()), () -> writeNow(entry));
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Text>> entries) {
        List<Cache.Entry<? extends String, ? extends Text>> all = new ArrayList<>(entries);
        Set<String> keys = new HashSet<>();
        all.forEach(entry -> keys.add(entry.getKey()));
        alone(
                keys,
                () -> all.forEach(entry -> {
                    writeNow(entry);
                    entries.remove(entry);
                }));
    }

    @Override
    public void delete(Object key) {
        alone(Set.of((String) key), () -> deleteNow((String) key));
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        Set<String> all = new HashSet<>();
        keys.forEach(key -> all.add((String) key));
        alone(
                all,
                () -> all.forEach(key -> {
                    deleteNow(key);
                    keys.remove(key);
                }));
    }

    private void writeNow(Cache.Entry<? extends String, ? extends Text> entry) {
        use(entry.getKey());
        String value = Text.read(entry.getValue());
        written.add(value);
        rows.put(entry.getKey(), value);
    }

    private void deleteNow(String key) {
        use(key);
        rows.remove(key);
    }

    /** Takes a while, then fails or returns a number that no other use has. */
    private int use(String key) {
        LockSupport.parkNanos(20_000);
        int number = uses.incrementAndGet();
        if (failing && (number + seed) % 7 == 0) {
            Planned failure = new Planned(key);
            thrown.add(failure);
            throw failure;
        }
        return number;
    }

    private void alone(Set<String> keys, Runnable use) {
        List<String> mine = new ArrayList<>();
        for (String key : keys) {
            if (busy.add(key)) {
                mine.add(key);
            } else {
                collisions.add(key);
            }
        }
        try {
            use.run();
        } finally {
            busy.removeAll(mine);
        }
    }
}
