/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import io.omnicache.event.Failures;
import io.omnicache.jcache.OmniCacheManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The JCache provider; {@code Caching.getCachingProvider()} finds it by {@link java.util.ServiceLoader}.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("NullAway") // the standard's interface is unannotated: null says "the default"
public final class OmniCachingProvider implements CachingProvider {
    private static final URI DEFAULT_URI = URI.create("omnicache:default");

    private final Map<ClassLoader, Map<URI, OmniCacheManager>> managers = new WeakHashMap<>();

    /** The application's loader, seen from the thread that first asked for the provider. */
    private final ClassLoader defaultLoader = applicationLoader();

    /** Creates the provider; called by the lookup of providers. */
    public OmniCachingProvider() {}

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI managerUri = uri == null ? DEFAULT_URI : uri;
        ClassLoader loader = classLoader == null ? defaultLoader : classLoader;
        Properties given = new Properties();
        if (properties != null) {
            properties.forEach(given::put);
        }
        synchronized (managers) {
            return managers.computeIfAbsent(loader, unknown -> new HashMap<>())
                    .computeIfAbsent(
                            managerUri, unknown -> new OmniCacheManager(this, managerUri, loader, given, this::forget));
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return defaultLoader;
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        List<OmniCacheManager> open = new ArrayList<>();
        synchronized (managers) {
            managers.values().forEach(ofLoader -> open.addAll(ofLoader.values()));
        }
        close(open);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        List<OmniCacheManager> open = new ArrayList<>();
        synchronized (managers) {
            open.addAll(managers.getOrDefault(classLoader == null ? defaultLoader : classLoader, Map.of())
                    .values());
        }
        close(open);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        OmniCacheManager open;
        synchronized (managers) {
            open = managers.getOrDefault(classLoader == null ? defaultLoader : classLoader, Map.of())
                    .get(uri == null ? DEFAULT_URI : uri);
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }

    private static void close(List<OmniCacheManager> open) {
        Failures failures = new Failures();
        open.forEach(manager -> failures.run(manager::close));
        failures.throwFirst();
    }

    private void forget(OmniCacheManager manager) {
        synchronized (managers) {
            Map<URI, OmniCacheManager> ofLoader = managers.get(manager.getClassLoader());
            if (ofLoader != null) {
                ofLoader.remove(manager.getURI(), manager);
                if (ofLoader.isEmpty()) {
                    managers.remove(manager.getClassLoader());
                }
            }
        }
    }

    private static ClassLoader applicationLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? OmniCachingProvider.class.getClassLoader() : context;
    }
}
