/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.engine.Engine;
import io.omnicache.engine.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks before every operation, in the order that the standard asks for: the cache is open, nothing is null, types
 * are those that the cache was made for.
 *
 * <p>Thread-safe.
 */
final class Arguments<K, V> {
    private final String cache;
    private final EntryTypes types;
    private final Engine<K, V> engine;

    /** Whether a read may store. */
    private final boolean loading;

    private volatile boolean closed;

    Arguments(String cache, EntryTypes types, Engine<K, V> engine) {
        this.cache = cache;
        this.types = types;
        this.engine = engine;
        this.loading = engine.parts().readThrough() != null;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("Cache '" + cache + "' is closed");
        }
    }

    void check(@Nullable Object key) {
        checkOpen();
        requireNonNull(key, "key");
    }

    /** Checks a key and a value that is not stored. */
    void check(@Nullable Object key, @Nullable Object value) {
        check(key);
        requireNonNull(value, "value");
    }

    void checkListener(@Nullable Object listener) {
        checkOpen();
        requireNonNull(listener, "listener configuration");
    }

    void checkKeys(@Nullable Set<?> keys) {
        checkOpen();
        for (Object key : requireNonNull(keys, "set of keys")) {
            requireNonNull(key, "key");
        }
    }

    /** Checks a key that is read, and maybe loaded. */
    void checkRead(@Nullable Object key) {
        check(key);
        if (loading) {
            types.requireKey(Objects.requireNonNull(key));
        }
    }

    /** Checks keys that are read, and maybe loaded. */
    void checkReads(@Nullable Set<?> keys) {
        if (loading) {
            checkKeysToStore(keys);
        } else {
            checkKeys(keys);
        }
    }

    /** Checks keys of entries that may be stored. */
    void checkKeysToStore(@Nullable Set<?> keys) {
        checkKeys(keys);
        Objects.requireNonNull(keys).forEach(types::requireKey);
    }

    void checkProcessor(@Nullable Object key, @Nullable Object processor) {
        check(key);
        requireNonNull(processor, "entry processor");
        types.requireKey(Objects.requireNonNull(key));
    }

    void checkProcessors(@Nullable Set<?> keys, @Nullable Object processor) {
        checkKeys(keys);
        requireNonNull(processor, "entry processor");
        Objects.requireNonNull(keys).forEach(types::requireKey);
    }

    /** Checks an entry that is to be stored, and makes it ready. */
    Incoming incoming(K key, V value) {
        checkEntry(key, value);
        return engine.incoming(key, value);
    }

    /** Checks an entry that may be stored. */
    void checkEntry(K key, V value) {
        check(key, value);
        types.requireKey(key);
        types.requireValue(value);
    }

    /** Checks all entries before any is made ready. */
    List<Map.Entry<K, Incoming>> incoming(Map<? extends K, ? extends V> entries) {
        checkOpen();
        requireNonNull(entries, "map of entries").forEach((key, value) -> {
            types.requireKey(requireNonNull(key, "key"));
            types.requireValue(requireNonNull(value, "value"));
        });
        List<Map.Entry<K, Incoming>> incoming = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> incoming.add(Map.entry(key, engine.incoming(key, value))));
        return incoming;
    }

    boolean isClosed() {
        return closed;
    }

    /** Closes; returns false if it was closed before. */
    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    private <T> T requireNonNull(@Nullable T argument, String what) {
        if (argument == null) {
            throw new NullPointerException("Cache '" + cache + "': the " + what + " must not be null");
        }
        return argument;
    }
}
