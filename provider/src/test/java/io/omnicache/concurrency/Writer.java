/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.concurrency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheWriter;

/** A writer into a map that runs an action with each key first. */
final class Writer implements CacheWriter<String, Object> {
    final Map<String, String> written = new ConcurrentHashMap<>();
    private final Consumer<String> before;

    Writer(Consumer<String> before) {
        this.before = before;
    }

    <V> Factory<CacheWriter<? super String, ? super V>> factory() {
        return () -> this;
    }

    @Override
    public void write(Cache.Entry<? extends String, ?> entry) {
        before.accept(entry.getKey());
        written.put(entry.getKey(), Text.read(entry.getValue()));
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends String, ?>> entries) {
        List<Cache.Entry<? extends String, ?>> all = new ArrayList<>(entries);
        for (Cache.Entry<? extends String, ?> entry : all) {
            write(entry);
            entries.remove(entry);
        }
    }

    @Override
    public void delete(Object key) {
        before.accept((String) key);
        written.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        for (Object key : new ArrayList<>(keys)) {
            delete(key);
            keys.remove(key);
        }
    }
}
