/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache;

import io.omnicache.event.Failures;
import io.omnicache.jcache.ManagerRegistry;
import io.omnicache.jcache.OmniCacheManager;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

    private final ManagerRegistry managers = new ManagerRegistry();

    /** The application's loader, seen from the thread that first asked for the provider. */
    private final ClassLoader defaultLoader = applicationLoader();

    /** Opens a manager, and takes it out when it closes. */
    /* A record in place of two lambdas: the first lambda of a process costs it milliseconds, at its start. */
    private record Opener(OmniCachingProvider provider, URI uri, ClassLoader loader, Properties properties)
            implements Supplier<OmniCacheManager>, Consumer<OmniCacheManager> {
        @Override
        public OmniCacheManager get() {
            return OmniCacheManager.open(provider, uri, loader, properties, this);
        }

        @Override
        public void accept(OmniCacheManager closing) {
            provider.managers.forget(closing);
        }
    }

    /** Creates the provider; called by the lookup of providers. */
    public OmniCachingProvider() {}

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI managerUri = uri == null ? DEFAULT_URI : uri;
        ClassLoader loader = classLoader == null ? defaultLoader : classLoader;
        return managers.open(loader, managerUri, new Opener(this, managerUri, loader, copyOf(properties)));
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
        close(managers.all());
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        close(managers.of(classLoader == null ? defaultLoader : classLoader));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        OmniCacheManager open =
                managers.find(classLoader == null ? defaultLoader : classLoader, uri == null ? DEFAULT_URI : uri);
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

    /** The defaults behind the properties count too; the copy has none. */
    private static Properties copyOf(@Nullable Properties properties) {
        Properties copy = new Properties();
        if (properties != null) {
            properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
            copy.putAll(properties);
        }
        return copy;
    }

    private static ClassLoader applicationLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? OmniCachingProvider.class.getClassLoader() : context;
    }
}
