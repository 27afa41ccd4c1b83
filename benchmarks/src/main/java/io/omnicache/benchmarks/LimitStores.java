/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The bare map with the least that a case asks for: what the subjects are measured against. */
final class LimitStores {
    private LimitStores() {}

    /** Returns whether there is a limit for the options: more than one of them at a time are in no row. */
    static boolean supports(StoreOptions options) {
        return Stream.of(
                                options.expiry() != StoreOptions.Expiry.ETERNAL,
                                options.statistics(),
                                options.isBounded(),
                                options.byValue() && options.mutableValues())
                        .filter(asked -> asked)
                        .count()
                <= 1;
    }

    /** Returns the limit for the options. */
    static Store of(StoreOptions options) {
        if (options.expiry() != StoreOptions.Expiry.ETERNAL) {
            return new Timed(options.expiry() == StoreOptions.Expiry.ACCESSED);
        }
        if (options.statistics()) {
            return new Counting();
        }
        if (options.isBounded()) {
            return new Ring((int) options.capacity());
        }
        return options.byValue() && options.mutableValues() ? new Copying() : MapStore.bare();
    }

    /** Map and LongAdders. */
    static final class Counting implements Store {
        private final ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
        private final LongAdder hits = new LongAdder();
        private final LongAdder misses = new LongAdder();
        private final LongAdder puts = new LongAdder();

        @Override
        public @Nullable Object get(Object key) {
            Object value = map.get(key);
            (value == null ? misses : hits).increment();
            return value;
        }

        @Override
        public void put(Object key, Object value) {
            map.put(key, value);
            puts.increment();
        }

        long hits() {
            return hits.sum();
        }
    }

    /** Map, deadlines and nanoTime. */
    static final class Timed implements Store {
        private static final long LIFE = TimeUnit.MINUTES.toNanos(10);

        private final ConcurrentHashMap<Object, Entry> map = new ConcurrentHashMap<>();
        private final boolean accessed;

        Timed(boolean accessed) {
            this.accessed = accessed;
        }

        private static final class Entry {
            private final Object value;
            private volatile long deadline;

            Entry(Object value, long deadline) {
                this.value = value;
                this.deadline = deadline;
            }
        }

        @Override
        public @Nullable Object get(Object key) {
            Entry entry = map.get(key);
            if (entry == null) {
                return null;
            }
            long now = System.nanoTime();
            if (now - entry.deadline >= 0) {
                map.remove(key, entry);
                return null;
            }
            if (accessed) {
                entry.deadline = now + LIFE;
            }
            return entry.value;
        }

        @Override
        public void put(Object key, Object value) {
            map.put(key, new Entry(value, System.nanoTime() + LIFE));
        }
    }

    /** Map and a ring of keys: the oldest leaves. */
    static final class Ring implements Store {
        private final ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
        private final AtomicReferenceArray<@Nullable Object> ring;
        private final AtomicLong additions = new AtomicLong();

        Ring(int capacity) {
            ring = new AtomicReferenceArray<>(capacity);
        }

        @Override
        public @Nullable Object get(Object key) {
            return map.get(key);
        }

        @Override
        public void put(Object key, Object value) {
            if (map.put(key, value) == null) {
                int place = (int) (additions.getAndIncrement() % ring.length());
                Object oldest = ring.getAndSet(place, key);
                if (oldest != null) {
                    map.remove(oldest);
                }
            }
        }
    }

    /** Map and copies made by hand. */
    static final class Copying implements Store {
        private final ConcurrentHashMap<Object, Customer> map = new ConcurrentHashMap<>();

        @Override
        public @Nullable Object get(Object key) {
            Customer value = map.get(key);
            return value == null ? null : value.copy();
        }

        @Override
        public void put(Object key, Object value) {
            map.put(key, ((Customer) value).copy());
        }
    }
}
