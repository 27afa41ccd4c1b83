/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.jcache.configuration.CaffeineConfiguration;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.cache2k.Cache2kBuilder;
import org.cache2k.jcache.ExtendedMutableConfiguration;
import org.cache2k.jcache.JCacheConfig;
import org.ehcache.config.builders.CacheConfigurationBuilder;
import org.ehcache.config.builders.ExpiryPolicyBuilder;
import org.ehcache.config.builders.ResourcePoolsBuilder;
import org.ehcache.jsr107.Eh107Configuration;

/** The same options in the words of each subject. What is not said here is left as its makers chose it. */
final class Configurations {
    private static final Duration LIFE = Duration.ofMinutes(10);

    private Configurations() {}

    static Configuration<Object, Object> of(Subject subject, StoreOptions options) {
        return switch (subject) {
            case OMNICACHE -> omnicache(options);
            case CAFFEINE -> caffeine(options);
            case CACHE2K -> standard(cache2k(options), options);
            case EHCACHE ->
                options.isBounded() ? boundedEhcache(options) : standard(new MutableConfiguration<>(), options);
            default -> standard(new MutableConfiguration<>(), options);
        };
    }

    private static OmniConfiguration<Object, Object> omnicache(StoreOptions options) {
        OmniConfigurationBuilder<Object, Object> builder = OmniConfiguration.builder(Object.class, Object.class)
                .byValue(options.byValue())
                .expiry(expiry(options));
        if (options.isBounded()) {
            builder.entries(options.capacity());
        }
        if (!options.strategy().isEmpty()) {
            builder.strategy(options.strategy());
        }
        if (!options.copier().isEmpty()) {
            builder.copier(options.copier());
        }
        return builder.build();
    }

    private static CaffeineConfiguration<Object, Object> caffeine(StoreOptions options) {
        CaffeineConfiguration<Object, Object> configuration = new CaffeineConfiguration<>();
        configuration.setStoreByValue(options.byValue());
        configuration.setExpiryPolicyFactory(expiry(options));
        if (options.isBounded()) {
            configuration.setMaximumSize(OptionalLong.of(options.capacity()));
        }
        return configuration;
    }

    /** With a plain configuration cache2k keeps about 2,000 entries; with one of its own it does not copy unless told. */
    private static MutableConfiguration<Object, Object> cache2k(StoreOptions options) {
        return ExtendedMutableConfiguration.of(Cache2kBuilder.of(Object.class, Object.class)
                .entryCapacity(room(options))
                .with(JCacheConfig.class, jcache -> jcache.copyAlwaysIfRequested(true)));
    }

    private static MutableConfiguration<Object, Object> standard(
            MutableConfiguration<Object, Object> configuration, StoreOptions options) {
        return configuration.setStoreByValue(options.byValue()).setExpiryPolicyFactory(expiry(options));
    }

    private static Configuration<Object, Object> boundedEhcache(StoreOptions options) {
        return Eh107Configuration.fromEhcacheCacheConfiguration(CacheConfigurationBuilder.newCacheConfigurationBuilder(
                        Object.class, Object.class, ResourcePoolsBuilder.heap(options.capacity()))
                .withExpiry(
                        switch (options.expiry()) {
                            case ETERNAL -> ExpiryPolicyBuilder.noExpiration();
                            case CREATED ->
                                ExpiryPolicyBuilder.expiry().create(LIFE).build();
                            case ACCESSED -> ExpiryPolicyBuilder.timeToIdleExpiration(LIFE);
                        }));
    }

    private static Factory<? extends ExpiryPolicy> expiry(StoreOptions options) {
        return switch (options.expiry()) {
            case ETERNAL -> EternalExpiryPolicy.factoryOf();
            case CREATED -> CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES);
            case ACCESSED -> AccessedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.TEN_MINUTES);
        };
    }

    /** Of its expiries after a write or an access: nothing is written twice in the cases with expiry. */
    static com.github.benmanes.caffeine.cache.Cache<Object, Object> nativeCaffeine(StoreOptions options) {
        Caffeine<Object, Object> builder = Caffeine.newBuilder();
        if (options.isBounded()) {
            builder.maximumSize(options.capacity());
        }
        if (options.statistics()) {
            builder.recordStats();
        }
        switch (options.expiry()) {
            case ETERNAL -> {}
            case CREATED -> builder.expireAfterWrite(LIFE);
            case ACCESSED -> builder.expireAfterAccess(LIFE);
        }
        return builder.build();
    }

    static org.cache2k.Cache<Object, Object> nativeCache2k(StoreOptions options) {
        Cache2kBuilder<Object, Object> builder = Cache2kBuilder.of(Object.class, Object.class)
                .entryCapacity(room(options))
                .disableStatistics(!options.statistics());
        return (options.expiry() == StoreOptions.Expiry.ETERNAL
                        ? builder.eternal(true)
                        : builder.expireAfterWrite(LIFE.toSeconds(), TimeUnit.SECONDS))
                .build();
    }

    private static long room(StoreOptions options) {
        return options.isBounded() ? options.capacity() : Long.MAX_VALUE;
    }
}
