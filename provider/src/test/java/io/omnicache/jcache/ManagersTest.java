/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.OmniCachingProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life of providers, managers and caches. */
final class ManagersTest {
    private static final URI OTHER = URI.create("omnicache:other");

    private final OmniCachingProvider provider = new OmniCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private static MutableConfiguration<String, Long> configuration() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    private static URLClassLoader child() {
        return new URLClassLoader(new URL[0], ManagersTest.class.getClassLoader());
    }

    @Test
    void providerIsFoundAsAService() {
        assertThat(Caching.getCachingProvider(OmniCachingProvider.class.getName()))
                .isInstanceOf(OmniCachingProvider.class);
    }

    @Test
    void providerTellsItsDefaults() {
        assertThat(provider.getDefaultURI()).isEqualTo(URI.create("omnicache:default"));
        assertThat(provider.getDefaultClassLoader())
                .isSameAs(Thread.currentThread().getContextClassLoader());
        assertThat(provider.getDefaultProperties()).isEmpty();
        assertThat(provider.isSupported(OptionalFeature.STORE_BY_REFERENCE)).isTrue();
    }

    @Test
    void nullMeansTheDefault() {
        CacheManager manager = provider.getCacheManager();
        assertThat(manager.getURI()).isEqualTo(provider.getDefaultURI());
        assertThat(manager.getClassLoader()).isSameAs(provider.getDefaultClassLoader());
        assertThat(manager.getCachingProvider()).isSameAs(provider);
        assertThat(provider.getCacheManager(null, null)).isSameAs(manager);
        assertThat(provider.getCacheManager(null, null, null)).isSameAs(manager);
        assertThat(manager).hasToString("OmniCacheManager[omnicache:default]");
    }

    @Test
    void managerIsOnePerUriAndClassLoader() throws IOException {
        try (URLClassLoader child = child()) {
            CacheManager manager = provider.getCacheManager();
            assertThat(provider.getCacheManager(OTHER, null)).isNotSameAs(manager);
            CacheManager ofChild = provider.getCacheManager(null, child);
            assertThat(ofChild).isNotSameAs(manager);
            assertThat(ofChild.getClassLoader()).isSameAs(child);
            assertThat(provider.getCacheManager(null, child)).isSameAs(ofChild);
        }
    }

    @Test
    void propertiesAreThoseOfTheFirstOpening() {
        Properties first = new Properties();
        first.setProperty("name", "first");
        CacheManager manager = provider.getCacheManager(OTHER, null, first);
        first.setProperty("name", "changed");
        Properties second = new Properties();
        second.setProperty("name", "second");
        assertThat(provider.getCacheManager(OTHER, null, second).getProperties())
                .containsEntry("name", "first");
        assertThat(manager.getProperties()).hasSize(1);
    }

    @Test
    void closedManagerIsReplacedByANewOne() {
        CacheManager manager = provider.getCacheManager();
        Cache<String, Long> cache = manager.createCache("users", configuration());
        manager.close();
        manager.close();
        assertThat(manager.isClosed()).isTrue();
        assertThat(cache.isClosed()).isTrue();
        CacheManager next = provider.getCacheManager();
        assertThat(next).isNotSameAs(manager);
        assertThat(next.getCacheNames()).isEmpty();
        assertThat(next.isClosed()).isFalse();
    }

    @Test
    void closingIsAsWideAsItIsAskedToBe() throws IOException {
        try (URLClassLoader child = child()) {
            CacheManager manager = provider.getCacheManager();
            CacheManager other = provider.getCacheManager(OTHER, null);
            CacheManager ofChild = provider.getCacheManager(OTHER, child);
            provider.close(OTHER, null);
            assertThat(other.isClosed()).isTrue();
            assertThat(manager.isClosed()).isFalse();
            provider.close(OTHER, null);
            provider.close((ClassLoader) null);
            assertThat(manager.isClosed()).isTrue();
            assertThat(ofChild.isClosed()).isFalse();
            provider.close(child);
            provider.close(child);
            assertThat(ofChild.isClosed()).isTrue();
        }
    }

    @Test
    void nullsAreRefused() {
        CacheManager manager = provider.getCacheManager();
        String noName = "the name of the cache must not be null";
        assertNull(() -> manager.createCache(null, configuration()), noName);
        assertNull(() -> manager.createCache("users", null), "the configuration of the cache must not be null");
        assertNull(() -> manager.getCache(null), noName);
        assertNull(() -> manager.destroyCache(null), noName);
        assertNull(() -> manager.enableManagement(null, true), noName);
        assertNull(() -> manager.enableStatistics(null, true), noName);
        assertNull(() -> manager.getCache("users", null, Long.class), "the type of keys must not be null");
        assertNull(() -> manager.getCache("users", String.class, null), "the type of values must not be null");
        assertThat(manager.getCacheNames()).isEmpty();
    }

    private static void assertNull(Runnable call, String message) {
        assertThatThrownBy(call::run).isInstanceOf(NullPointerException.class).hasMessage(message);
    }

    @Test
    void nameThatIsTakenIsRefusedAndTheCacheStaysAsItIs() {
        CacheManager manager = provider.getCacheManager();
        Cache<String, Long> cache = manager.createCache("users", configuration());
        cache.put("a", 1L);
        AtomicInteger made = new AtomicInteger();
        MutableConfiguration<String, Long> second = configuration().setCacheLoaderFactory(() -> {
            made.incrementAndGet();
            return null;
        });
        assertThatThrownBy(() -> manager.createCache("users", second))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users' exists already in manager omnicache:default");
        assertThat(manager.<String, Long>getCache("users")).isSameAs(cache);
        assertThat(cache.get("a")).isEqualTo(1L);
        assertThat(made).as("nothing of the second one was made").hasValue(0);
    }

    @Test
    void aCacheThatItsOwnFactoriesMakeIsTheOneThatStays() {
        CacheManager manager = provider.getCacheManager();
        MutableConfiguration<String, Long> outer = configuration().setExpiryPolicyFactory(() -> {
            manager.createCache("users", configuration());
            return new EternalExpiryPolicy();
        });
        assertThatThrownBy(() -> manager.createCache("users", outer))
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'users' was made by one of its factories, in manager omnicache:default");
        assertThat(manager.<String, Long>getCache("users").isClosed()).isFalse();

        MutableConfiguration<String, Long> closing = configuration().setExpiryPolicyFactory(() -> {
            manager.close();
            return new EternalExpiryPolicy();
        });
        assertThatThrownBy(() -> manager.createCache("others", closing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void typesAreCheckedWhereTheyAreGiven() {
        CacheManager manager = provider.getCacheManager();
        Cache<String, Long> cache = manager.createCache("users", configuration());
        assertThat(manager.getCache("users", String.class, Long.class)).isSameAs(cache);
        assertThat(manager.<String, Long>getCache("users")).isSameAs(cache);
        assertThat(manager.getCache("none", String.class, Long.class)).isNull();
        assertThatThrownBy(() -> manager.getCache("users", Object.class, Long.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("Cache 'users' was made for keys of type java.lang.String, asked for java.lang.Object");
        assertThatThrownBy(() -> manager.getCache("users", String.class, Integer.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("Cache 'users' was made for values of type java.lang.Long, asked for java.lang.Integer");
    }

    @Test
    void namesAreASnapshotThatCannotBeChanged() {
        CacheManager manager = provider.getCacheManager();
        manager.createCache("b", configuration());
        manager.createCache("a", configuration());
        Iterable<String> names = manager.getCacheNames();
        manager.destroyCache("a");
        manager.destroyCache("unknown");
        assertThat(names).containsExactly("a", "b");
        assertThat(manager.getCacheNames()).containsExactly("b");
        assertThatThrownBy(() -> names.iterator().remove()).isInstanceOf(UnsupportedOperationException.class);
        manager.enableManagement("unknown", true);
        manager.enableStatistics("unknown", true);
        assertThat(manager.unwrap(CacheManager.class)).isSameAs(manager);
        assertThatThrownBy(() -> manager.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the cache manager cannot be unwrapped to java.lang.String");
    }

    @Test
    void failureToCloseACustomisationIsReportedAndEverythingIsClosed() {
        CacheManager manager = provider.getCacheManager();
        Cache<String, Long> broken =
                manager.createCache("broken", configuration().setCacheLoaderFactory(Stuck::new));
        Cache<String, Long> fine = manager.createCache("fine", configuration());
        assertThatThrownBy(provider::close)
                .isInstanceOf(CacheException.class)
                .hasMessage("Cache 'broken': closing " + Stuck.class.getName() + " failed")
                .hasRootCauseMessage("stuck");
        assertThat(broken.isClosed()).isTrue();
        assertThat(fine.isClosed()).isTrue();
        assertThat(manager.isClosed()).isTrue();
    }

    /** A loader that cannot be closed. */
    private static final class Stuck implements CacheLoader<String, Long>, Closeable {
        @Override
        public Long load(String key) {
            return 1L;
        }

        @Override
        public java.util.Map<String, Long> loadAll(Iterable<? extends String> keys) {
            return java.util.Map.of();
        }

        @Override
        public void close() throws IOException {
            throw new IOException("stuck");
        }
    }
}
