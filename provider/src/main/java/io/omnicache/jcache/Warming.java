/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.Clock;
import io.omnicache.WarmOptions;
import io.omnicache.WarmProgress;
import io.omnicache.WarmSource;
import io.omnicache.codec.bytes.TextEntries;
import io.omnicache.config.LoaderRetry;
import io.omnicache.loading.Loads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/** Fills one cache from one source; used once, by one thread. */
/*
 * Entries come into the cache as a loader's do that knows a batch of them: so what is present stays, each key is locked once, and tiers are
 * read and written as batches.
 */
final class Warming<K, V> {
    private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

    private final Assembly<K, V> parts;
    private final Arguments<K, V> arguments;
    private final WarmOptions options;
    private final Clock clock;
    private final long started;

    /** Keys with their values; with their keys if the loader is to be asked for values. */
    private final Map<K, Object> batch = new LinkedHashMap<>();

    private Function<Collection<K>, Map<K, V>> values = this::batched;
    private long read;
    private long stored;
    private long unreadable;
    private @Nullable String problem;

    Warming(Assembly<K, V> parts, Arguments<K, V> arguments, WarmOptions options) {
        this.parts = parts;
        this.arguments = arguments;
        this.options = options;
        this.clock = parts.configuration().clock();
        this.started = clock.nanos();
    }

    WarmProgress from(WarmSource<? extends K, ? extends V> source, OmniCacheManager manager) {
        try {
            if (source instanceof WarmSource.Entries<? extends K, ? extends V> all) {
                all.entries().forEach(entry -> entry(entry.getKey(), entry.getValue()));
            } else if (source instanceof WarmSource.Cached<? extends K, ? extends V> other) {
                for (Cache.Entry<? extends K, ? extends V> entry : other.cache()) {
                    entry(entry.getKey(), entry.getValue());
                }
            } else if (source instanceof WarmSource.Keys<? extends K, ? extends V> all) {
                values = loader()::loadAll;
                all.keys().forEach(this::key);
            } else if (source instanceof WarmSource.JsonLines<? extends K, ? extends V> lines) {
                text(manager).readJsonLines(lines.file(), new Texts(lines.file()));
            } else if (source instanceof WarmSource.Csv<? extends K, ? extends V> lines) {
                text(manager).readCsv(lines.file(), new Texts(lines.file()));
            } else if (source instanceof WarmSource.Stored<? extends K, ? extends V> tier) {
                new StoredEntries(parts.name(), parts.configuration(), manager).read(tier, new Records());
            }
            store();
        } catch (IOException e) {
            throw new CacheException("Cache '" + parts.name() + "' cannot be warmed: " + e, e);
        }
        return progress();
    }

    private TextEntries text(OmniCacheManager manager) {
        return TextEntries.of(
                parts.configuration().getKeyType(), parts.configuration().getValueType(), manager.getClassLoader());
    }

    private Loads<K, V> loader() {
        Loads<K, V> loads = parts.loader();
        if (loads == null) {
            throw new IllegalStateException("Cache '" + parts.name() + "' cannot be warmed by keys: it has no loader");
        }
        return loads;
    }

    private void entry(K key, V value) {
        arguments.checkEntry(key, value);
        add(key, value);
    }

    private void key(K key) {
        arguments.checkKeysToStore(key == null ? null : new HashSet<>(List.of(key)));
        add(key, key);
    }

    private void add(K key, Object value) {
        read++;
        batch.put(key, value);
        if (batch.size() >= options.batch()) {
            store();
        }
    }

    private void unreadable(String where, String why) {
        read++;
        unreadable++;
        if (problem == null) {
            problem = where + ": " + why;
        }
    }

    private void store() {
        arguments.checkOpen();
        if (!batch.isEmpty()) {
            Loads<K, V> counted = new Loads<>(
                    parts.name(),
                    new Counting(),
                    LoaderRetry.NONE,
                    clock,
                    parts.configuration().getValueType());
            parts.engine().loadAll(new HashSet<>(batch.keySet()), false, counted);
            batch.clear();
        }
        options.progress().accept(progress());
        pause();
    }

    private void pause() {
        if (options.perSecond().isEmpty()) {
            return;
        }
        long due = (long) (read * (NANOS_PER_SECOND / options.perSecond().getAsLong()));
        long early = due - (clock.nanos() - started);
        try {
            if (early > 0) {
                clock.sleep(Duration.ofNanos(early));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(
                    "Cache '" + parts.name() + "': its warming was interrupted after " + read + " entries", e);
        }
    }

    private WarmProgress progress() {
        long waiting = batch.size();
        return new WarmProgress(
                read, stored, read - stored - unreadable - waiting, unreadable, Optional.ofNullable(problem));
    }

    @SuppressWarnings("unchecked") // checked when they came
    private Map<K, V> batched(Collection<K> keys) {
        Map<K, V> found = new LinkedHashMap<>();
        for (K key : keys) {
            Object value = batch.get(key);
            if (value != null) {
                found.put(key, (V) value);
            }
        }
        return found;
    }

    /** Knows the batch; what it is asked for is not present. */
    private final class Counting implements CacheLoader<K, V> {
        @Override
        @SuppressWarnings("NullAway") // the standard lets a loader return null
        public V load(K key) {
            return loadAll(List.of(key)).get(key);
        }

        @Override
        public Map<K, V> loadAll(Iterable<? extends K> keys) {
            List<K> asked = List.copyOf((Collection<? extends K>) keys);
            Map<K, V> found = values.apply(asked);
            stored += found.size();
            unreadable += asked.size() - found.size();
            return found;
        }
    }

    /** Takes entries that were read from a text file. */
    private final class Texts implements TextEntries.Sink {
        private final Path file;

        Texts(Path file) {
            this.file = file;
        }

        @Override
        @SuppressWarnings("unchecked") // checked next
        public void entry(Object key, Object value) {
            Warming.this.entry((K) key, (V) value);
        }

        @Override
        public void unreadable(long line, String reason) {
            Warming.this.unreadable(file + ":" + line, reason);
        }
    }

    /** Takes entries that a tier had stored. */
    private final class Records implements StoredEntries.Sink {
        @Override
        @SuppressWarnings("unchecked") // checked next
        public void entry(Object key, Object value) {
            Warming.this.entry((K) key, (V) value);
        }

        @Override
        public void unreadable(String where, String reason) {
            Warming.this.unreadable(where, reason);
        }
    }
}
