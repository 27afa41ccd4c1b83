/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.ManagerSettings;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.event.Failures;
import io.omnicache.management.CacheBeans;
import io.omnicache.management.ConfigurationBean;
import io.omnicache.management.OperatorBean;
import io.omnicache.management.StatisticsBean;
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
    private final CacheBeans beans;

    /** Held while caches are made and while the manager begins to close, so that none is made after. */
    private final ReentrantLock making = new ReentrantLock();

    /** Held while beans come and go, so that none outlives its cache; it may be taken while {@link #making} is held. */
    private final ReentrantLock showing = new ReentrantLock();

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
        this.beans = new CacheBeans(uri.toString());
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
            if (caches.containsKey(name)) {
                throw new CacheException("Cache '" + name + "' exists already in manager " + uri);
            }
            CacheFacade<K, V> cache = new CacheFacade<>(this, name, complete);
            if (closed || caches.putIfAbsent(name, cache) != null) { // by a factory of the cache, on this thread
                cache.parts().close(false);
                checkOpen();
                throw new CacheException("Cache '" + name + "' was made by one of its factories, in manager " + uri);
            }
            showFirst(cache);
            return cache;
        } finally {
            making.unlock();
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
        return Collections.unmodifiableSet(new TreeSet<>(caches.keySet()));
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
            showBeans(cache);
        }
    }

    @Override
    public void enableStatistics(String name, boolean enabled) {
        checkOpen();
        AdministeredCache<?, ?> cache = find(name);
        if (cache != null) {
            cache.parts().enableStatistics(enabled);
            showBeans(cache);
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

    /** Takes a cache that is closing out of the manager. */
    void forget(AdministeredCache<?, ?> cache) {
        showing.lock();
        try {
            // While the name is taken: the beans of a new cache of this name must not be taken for those of this one.
            beans.configuration(cache.getName(), null);
            beans.statistics(cache.getName(), null);
            beans.operator(cache.getName(), null);
            TierBeans.set(beans, cache, false);
        } finally {
            caches.remove(cache.getName(), cache);
            showing.unlock();
        }
    }

    /** Shows the beans that the cache's configuration says, and no others; none if the cache is closing. */
    private void showBeans(AdministeredCache<?, ?> cache) {
        String name = cache.getName();
        Assembly<?, ?> parts = cache.parts();
        showing.lock();
        try {
            if (caches.get(name) == cache) {
                OmniConfiguration<?, ?> wanted = parts.configuration();
                beans.statistics(name, wanted.isStatisticsEnabled() ? new StatisticsBean(parts.statistics()) : null);
                beans.configuration(
                        name, wanted.isManagementEnabled() ? new ConfigurationBean(parts::configuration) : null);
                beans.operator(name, wanted.isManagementEnabled() ? new OperatorBean(cache) : null);
                TierBeans.set(beans, cache, wanted.isManagementEnabled());
            }
        } finally {
            showing.unlock();
        }
    }

    /** Shows a new cache as its configuration says; closes it if that fails, since its creation then has failed. */
    private void showFirst(AdministeredCache<?, ?> cache) {
        try {
            showBeans(cache);
        } catch (RuntimeException e) {
            Failures failures = new Failures();
            failures.add(e);
            failures.run(cache::close);
            throw e;
        }
    }

    private @Nullable AdministeredCache<?, ?> find(String name) {
        return caches.get(Objects.requireNonNull(name, "the name of the cache must not be null"));
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
