/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks.hitrates;

import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import io.omnicache.benchmarks.Subject;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import javax.cache.configuration.Configuration;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.jsr107.Eh107Configuration;

/** The caches beside ours: their JCache providers, bounded by entries, by reference. */
enum Peer {
    CAFFEINE(Subject.CAFFEINE, true) {
        @Override
        Configuration<Object, Object> configuration(long size) {
            CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>();
            configuration.setMaximumSize(OptionalLong.of(size));
            configuration.setExecutorFactory(() -> Runnable::run); // else it evicts later, and how much later varies
            configuration.setStoreByValue(false);
            return configuration;
        }
    },
    CACHE2K(Subject.CACHE2K, false) {
        @Override
        Configuration<Object, Object> configuration(long size) {
            // Strict, or else larger caches are cut in two by the hash code, and a trace whose keys all go to one half
            // has half the room.
            return ExtendedMutableConfiguration.of(Cache2kBuilder.of(Object.class, Object.class)
                            .entryCapacity(size)
                            .strictEviction(true))
                    .setStoreByValue(false);
        }
    },
    EHCACHE(Subject.EHCACHE, true) {
        @Override
        Configuration<Object, Object> configuration(long size) {
            return Eh107Configuration.fromEhcacheCacheConfiguration(
                    CacheConfigurationBuilder.newCacheConfigurationBuilder(
                            Object.class, Object.class, ResourcePoolsBuilder.heap(size)));
        }
    };

    private final Subject subject;
    private final boolean random;

    Peer(Subject subject, boolean random) {
        this.subject = subject;
        this.random = random;
    }

    /** Returns how a cache of so many entries is configured. */
    abstract Configuration<Object, Object> configuration(long size);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String labels() {
        return Arrays.stream(values()).map(Peer::label).collect(Collectors.joining(", "));
    }

    Contestant contestant() {
        return new RealCache(label(), false, random, subject, this::configuration);
    }
}
