/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.byvalue;

import io.omnicache.benchmarks.Person;
import io.omnicache.config.OmniConfiguration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.jspecify.annotations.Nullable;

/** What keeps values apart: our copiers, those of other JCache providers, and a map whose user copies by hand. */
public enum CopySubject {
    /** The limit: a map of copies made by hand, once in and once out. */
    HAND(""),
    /** OmniCache with the copier {@code fields}. */
    FIELDS("io.omnicache.OmniCachingProvider"),
    /** OmniCache as it is without options. */
    SERIALIZATION("io.omnicache.OmniCachingProvider"),
    /** The provider of Caffeine. */
    CAFFEINE("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider"),
    /** The provider of cache2k. */
    CACHE2K("org.cache2k.jcache.provider.JCacheProvider"),
    /** The provider of Ehcache. */
    EHCACHE("org.ehcache.jsr107.EhcacheCachingProvider"),
    /** The reference implementation. */
    RI("org.jsr107.ri.spi.RICachingProvider");

    private final String provider;

    CopySubject(String provider) {
        this.provider = provider;
    }

    /** What values are. */
    public enum Values {
        /** A mutable object with a list of such. */
        POJO,
        /** A record of immutables. */
        RECORD;

        Object number(int i) {
            return this == POJO ? Purchase.number(i) : Person.number(i);
        }
    }

    /** Returns what gives the value of a key, after putting {@code entries} of them. */
    IntFunction<@Nullable Object> filled(Values values, int entries) {
        return this == HAND ? filledMap(values, entries) : filledCache(values, entries);
    }

    private static IntFunction<@Nullable Object> filledMap(Values values, int entries) {
        Function<Object, Object> copier = values == Values.POJO ? value -> ((Purchase) value).copy() : value -> value;
        ConcurrentHashMap<Integer, Object> map = new ConcurrentHashMap<>();
        for (int i = 0; i < entries; i++) {
            map.put(i, copier.apply(values.number(i)));
        }
        return key -> {
            Object value = map.get(key);
            return value == null ? null : copier.apply(value);
        };
    }

    private IntFunction<@Nullable Object> filledCache(Values values, int entries) {
        Cache<Integer, Object> cache = Caching.getCachingProvider(provider)
                .getCacheManager()
                .createCache("by value " + values, configuration(entries));
        for (int i = 0; i < entries; i++) {
            cache.put(i, values.number(i));
        }
        return cache::get;
    }

    private Configuration<Integer, Object> configuration(int entries) {
        return switch (this) {
            case FIELDS ->
                OmniConfiguration.builder(Integer.class, Object.class)
                        .copier("fields")
                        .build();
            case CACHE2K -> cache2k(entries);
            default -> new MutableConfiguration<Integer, Object>().setTypes(Integer.class, Object.class);
        };
    }

    /** With a plain configuration cache2k keeps about 2,000 entries; with one of its own it does not copy unless told. */
    private static Configuration<Integer, Object> cache2k(int entries) {
        return ExtendedMutableConfiguration.of(Cache2kBuilder.of(Integer.class, Object.class)
                        .entryCapacity(10L * entries)
                        .with(JCacheConfig.class, jcache -> jcache.copyAlwaysIfRequested(true)))
                .setTypes(Integer.class, Object.class)
                .setStoreByValue(true);
    }
}
