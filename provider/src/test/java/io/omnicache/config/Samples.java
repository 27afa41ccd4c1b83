/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import io.omnicache.Weigher;
import java.io.Closeable;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** Classes that configuration files of the tests name. */
public final class Samples {
    private Samples() {}

    /** Loads the key itself, in words. */
    public static final class Loader implements CacheLoader<Object, Object>, Closeable {
        /** Loaders made less loaders closed. */
        public static final AtomicInteger OPEN = new AtomicInteger();

        public Loader() {
            OPEN.incrementAndGet();
        }

        @Override
        public Object load(Object key) {
            return "loaded " + key;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            OPEN.decrementAndGet();
        }
    }

    public static final class Writer implements CacheWriter<Object, Object> {
        @Override
        public void write(Cache.Entry<?, ?> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {}
    }

    public static final class LoaderFactory implements Factory<CacheLoader<Object, Object>> {
        @Override
        public CacheLoader<Object, Object> create() {
            return new Loader();
        }
    }

    public static final class FactoryOfText implements Factory<String> {
        @Override
        public String create() {
            return "text";
        }
    }

    public static final class FailingLoader implements CacheLoader<Object, Object> {
        public FailingLoader() {
            throw new IllegalStateException("no database");
        }

        @Override
        public Object load(Object key) {
            return key;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            return Map.of();
        }
    }

    public abstract static class AbstractLoader implements CacheLoader<Object, Object> {}

    public static final class NeedsParameter implements Weigher<Object, Object> {
        public NeedsParameter(int weight) {}

        @Override
        public int weigh(Object key, Object value) {
            return 1;
        }
    }

    public static final class TextWeigher implements Weigher<Object, Object> {
        @Override
        public int weigh(Object key, Object value) {
            return value.toString().length();
        }
    }

    public static final class Audit implements CacheEntryCreatedListener<Object, Object> {
        @Override
        public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {}
    }

    public static final class All implements CacheEntryEventFilter<Object, Object> {
        @Override
        public boolean evaluate(CacheEntryEvent<?, ?> event) {
            return true;
        }
    }

    public static final class Minute implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_MINUTE;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.ONE_MINUTE;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return Duration.ONE_MINUTE;
        }
    }
}
