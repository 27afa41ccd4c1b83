/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.ManagerSettings;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.event.Failures;
import io.omnicache.tier.TierOpener;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A cache manager as the standard describes it. Thread-safe; no lock is held while a cache is closed: its listeners may use the manager. */
@SuppressWarnings("NullAway") // the standard's interface is unannotated: null says "none" all over it
public final class OmniCacheManager implements CacheManager {
    private final CachingProvider provider;
    private final URI uri;
    private final ClassLoader loader;
    private final Properties properties;
    private final ManagerSettings settings;
    private final Consumer<OmniCacheManager> onClose;
    private final Map<String, AdministeredCache<?, ?>> caches = new ConcurrentHashMap<>();
    private final ShownBeans beans;

    /** Held while caches are made and while the manager begins to close, so that none is made after. */
    private final ReentrantLock making = new ReentrantLock();

    private volatile boolean closed;

    OmniCacheManager(
            CachingProvider provider,
            URI uri,
            ClassLoader loader,
            Properties properties,
            ManagerSettings settings,
            Consumer<OmniCacheManager> onClose) {
        this.provider = provider;
        this.uri = uri;
        this.loader = loader;
        this.properties = properties;
        this.settings = settings;
        this.onClose = onClose;
        this.beans = new ShownBeans(uri.toString());
    }

    /**
     * Opens a manager with the caches of its configuration file. If that fails, nothing remains.
     *
     * @param onClose told once, when the manager begins to close
     * @throws javax.cache.CacheException if the file or one of its caches cannot be used
     */
    public static OmniCacheManager open(
            CachingProvider provider,
            URI uri,
            ClassLoader loader,
            Properties properties,
            Consumer<OmniCacheManager> onClose) {
        ManagerSettings settings = ManagerSettings.load(uri, loader, properties);
        KnownNames.require(settings, loader);
        OmniCacheManager manager = new OmniCacheManager(provider, uri, loader, properties, settings, onClose);
        try {
            for (String name : settings.cacheNames()) {
                manager.make(name, settings.predefined(name));
            }
            return manager;
        } catch (RuntimeException | Error e) {
            Failures failures = new Failures();
            failures.add(e);
            failures.run(manager::close);
            throw e;
        }
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String name, C configuration) {
        checkOpen();
        Objects.requireNonNull(name, "the name of the cache must not be null");
        Objects.requireNonNull(configuration, "the configuration of the cache must not be null");
        return make(name, settings.inForce(name, configuration));
    }

    private <K, V> Cache<K, V> make(String name, OmniConfiguration<K, V> complete) {
        making.lock();
        try {
            checkOpen();
            requireFree(name);
            CacheFacade<K, V> cache = new CacheFacade<>(this, name, complete);
            if (closed || caches.putIfAbsent(name, cache) != null) { // by a factory of the cache, on this thread
                cache.parts().close(false);
                checkOpen();
                throw new CacheException("Cache '" + name + "' was made by one of its factories, in manager " + uri);
            }
            showFirst(cache);
            cache.parts().engine().begin();
            return cache;
        } finally {
            making.unlock();
        }
    }

    private void requireFree(String name) {
        AdministeredCache<?, ?> present = caches.get(name);
        if (present != null) {
            throw new CacheException("Cache '" + name + "' "
                    + (present.isClosed() ? "is just being closed" : "exists already") + " in manager " + uri);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the types have been compared
    public <K, V> Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
        checkOpen();
        Objects.requireNonNull(keyType, "the type of keys must not be null");
        Objects.requireNonNull(valueType, "the type of values must not be null");
        AdministeredCache<?, ?> cache = find(name);
        if (cache != null) {
            OmniConfiguration<?, ?> made = cache.parts().configuration();
            requireSame(name, "keys", made.getKeyType(), keyType);
            requireSame(name, "values", made.getValueType(), valueType);
        }
        return (Cache<K, V>) cache;
    }

    @Override
    @SuppressWarnings("unchecked") // the standard leaves it to the caller
    public <K, V> Cache<K, V> getCache(String name) {
        checkOpen();
        return (Cache<K, V>) find(name);
    }

    @Override
    public Iterable<String> getCacheNames() {
        checkOpen();
        TreeSet<String> names = new TreeSet<>();
        for (AdministeredCache<?, ?> cache : caches.values()) {
            if (!cache.isClosed()) {
                names.add(cache.getName());
            }
        }
        return Collections.unmodifiableSet(names);
    }

    @Override
    public void destroyCache(String name) {
        checkOpen();
        AdministeredCache<?, ?> cache = find(name);
        if (cache != null) {
            cache.destroy();
        } else { // what it has stored, if file or properties say where
            TierOpener.destroy(uri.toString(), name, settings.tiers(name), loader);
        }
    }

    @Override
    public void enableManagement(String name, boolean enabled) {
        checkOpen();
        AdministeredCache<?, ?> cache = find(name);
        if (cache != null) {
            cache.parts().enableManagement(enabled);
            beans.show(cache);
        }
    }

    @Override
    public void enableStatistics(String name, boolean enabled) {
        checkOpen();
        AdministeredCache<?, ?> cache = find(name);
        if (cache != null) {
            cache.parts().enableStatistics(enabled);
            beans.show(cache);
        }
    }

    @Override
    public void close() {
        making.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            making.unlock();
        }
        onClose.accept(this);
        Failures failures = new Failures();
        List<AdministeredCache<?, ?>> open = new ArrayList<>(caches.values());
        open.forEach(cache -> failures.run(cache::close));
        failures.throwFirst();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("the cache manager cannot be unwrapped to " + type.getName());
    }

    @Override
    public String toString() {
        return "OmniCacheManager[" + uri + "]";
    }

    /** Returns the beans of the caches. */
    ShownBeans beans() {
        return beans;
    }

    /** Takes a cache that has closed out of the manager: its name is free. */
    void forget(AdministeredCache<?, ?> cache) {
        caches.remove(cache.getName(), cache);
    }

    /** Shows a new cache as its configuration says; closes it if that fails, since its creation then has failed. */
    private void showFirst(AdministeredCache<?, ?> cache) {
        try {
            beans.show(cache);
        } catch (RuntimeException e) {
            Failures failures = new Failures();
            failures.add(e);
            failures.run(cache::close);
            throw e;
        }
    }

    /** Returns a cache that is open. */
    private @Nullable AdministeredCache<?, ?> find(String name) {
        AdministeredCache<?, ?> found =
                caches.get(Objects.requireNonNull(name, "the name of the cache must not be null"));
        return found == null || found.isClosed() ? null : found;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("cache manager " + uri + " is closed");
        }
    }

    private static void requireSame(String cache, String what, Class<?> made, Class<?> asked) {
        if (made != asked) {
            throw new ClassCastException("Cache '" + cache + "' was made for " + what + " of type " + made.getName()
                    + ", asked for " + asked.getName());
        }
    }
}
