/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/** What is measured: JCache providers, two caches through their own API, and the bare map that is their limit. */
public enum Subject {
    OMNICACHE("io.omnicache.OmniCachingProvider"),
    CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider"),
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
    RI("org.jsr107.ri.spi.RICachingProvider"),
    NATIVE_CAFFEINE(null),
    NATIVE_CACHE2K(null),
    MAP(null);

    private static final String CACHE = "benchmark";

    private final @Nullable String provider;

    Subject(@Nullable String provider) {
        this.provider = provider;
    }

    /** Returns the class name of the JCache provider, null if it is none. */
    @Nullable
    public String provider() {
        return provider;
    }

    /** Returns its name on command lines and in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the subject of a label.
     *
     * @throws WrongCallException if there is none; the message lists those that there are
     */
    public static Subject named(String label) {
        return Arrays.stream(values())
                .filter(subject -> subject.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new WrongCallException("unknown subject '" + label + "', there are "
                        + Arrays.stream(values()).map(Subject::label).collect(Collectors.joining(", "))));
    }

    /** Returns the subjects that are JCache providers. */
    public static List<Subject> providers() {
        return Arrays.stream(values())
                .filter(subject -> subject.provider != null)
                .toList();
    }

    /** Returns whether it can be configured so. */
    public boolean supports(StoreOptions options) {
        return switch (this) {
            case OMNICACHE, CAFFEINE, CACHE2K -> true;
            case MAP -> LimitStores.supports(options);
            case EHCACHE -> !(options.byValue() && options.isBounded());
            case RI -> !options.isBounded();
            case NATIVE_CAFFEINE -> !options.byValue();
            // Its idle scan is no access deadline.
            case NATIVE_CACHE2K -> !options.byValue() && options.expiry() != StoreOptions.Expiry.ACCESSED;
        };
    }

    /**
     * Opens the store to be measured.
     *
     * @throws IllegalArgumentException if it cannot be configured so
     */
    public Store open(StoreOptions options) {
        if (!supports(options)) {
            throw new IllegalArgumentException(label() + " does not support " + options);
        }
        return switch (this) {
            case MAP -> LimitStores.of(options);
            case NATIVE_CAFFEINE -> MapStore.of(Configurations.nativeCaffeine(options));
            case NATIVE_CACHE2K -> new Cache2kStore(Configurations.nativeCache2k(options));
            default -> new JCacheStore(openCache(options));
        };
    }

    private Cache<Object, Object> openCache(StoreOptions options) {
        // Only this provider is loaded, since benchmarks.jar registers none.
        CacheManager manager = Caching.getCachingProvider(provider).getCacheManager();
        Configuration<Object, Object> configuration = Configurations.of(this, options);
        manager.destroyCache(CACHE);
        Cache<Object, Object> cache = manager.createCache(CACHE, configuration);
        manager.enableStatistics(CACHE, options.statistics());
        return cache;
    }
}
