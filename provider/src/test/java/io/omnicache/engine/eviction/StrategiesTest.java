/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omnicache.EvictionStrategy;
import io.omnicache.OfferedServices;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

final class StrategiesTest {
    @TempDir
    Path folder;

    private URLClassLoader services;

    @BeforeEach
    void offerAService() throws IOException {
        services = offering(FirstInFirstOut.class.getName());
    }

    private URLClassLoader offering(String... names) throws IOException {
        return OfferedServices.loader(folder, EvictionStrategy.class, names);
    }

    @AfterEach
    void close() throws IOException {
        services.close();
    }

    @ParameterizedTest
    @FieldSource("io.omnicache.EvictionStrategy#BUILT_IN")
    void builtInStrategyIsFoundByItsName(String name) {
        ClassLoader bare = getClass().getClassLoader();
        assertThat(Strategies.named(name, bare).name()).isEqualTo(name);
        assertThat(Strategies.names(bare)).contains(name).hasSameSizeAs(EvictionStrategy.BUILT_IN);
    }

    @Test
    void servicesAreNotLookedForIfTheNameIsBuiltIn() throws IOException {
        try (URLClassLoader broken = offering("com.acme.Missing")) {
            assertThat(Strategies.named("lru", broken)).isInstanceOf(LruStrategy.class);
        }
    }

    @Test
    void strategyOfAUserIsFoundAmongTheServicesOfTheLoader() {
        assertThat(Strategies.named("first-in-first-out", services)).isInstanceOf(FirstInFirstOut.class);
    }

    @Test
    void unknownNameIsRefusedWithThoseThatExist() {
        assertThatThrownBy(() -> Strategies.named("lrru", services))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("option 'strategy': was 'lrru', allowed is one of"
                        + " adaptive, fifo, first-in-first-out, lfu, lru, sieve, size, ttl."
                        + " Did you mean 'lru'?");
        assertThatThrownBy(
                        () -> Strategies.named("first-in-first-out", getClass().getClassLoader()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("allowed is one of adaptive, fifo, lfu, lru, sieve, size, ttl");
    }

    @Test
    void twoServicesOfOneNameAreRefused() throws IOException {
        try (URLClassLoader two = offering(FirstInFirstOut.class.getName(), LruStrategy.class.getName())) {
            assertThatThrownBy(() -> Strategies.named("first-in-first-out", two))
                    .isInstanceOf(CacheException.class)
                    .hasMessage("two strategy services are named 'lru': " + LruStrategy.class.getName() + " and "
                            + LruStrategy.class.getName());
        }
    }

    @Test
    void serviceThatCannotBeLoadedIsNamed() throws IOException {
        try (URLClassLoader missing = offering("com.acme.Missing")) {
            assertThatThrownBy(() -> Strategies.names(missing))
                    .isInstanceOf(CacheException.class)
                    .hasMessageStartingWith("a strategy service cannot be loaded: ")
                    .hasMessageContaining("com.acme.Missing");
        }
    }

    @Test
    void cacheEvictsByTheStrategyOfAUser() {
        try (OmniCachingProvider provider = new OmniCachingProvider()) {
            Cache<String, String> cache = provider.getCacheManager(null, services)
                    .createCache(
                            "names",
                            OmniConfiguration.builder(String.class, String.class)
                                    .entries(3)
                                    .strategy("first-in-first-out")
                                    .build());
            List.of("a", "b", "c").forEach(key -> cache.put(key, key));
            assertThat(cache.get("a")).isEqualTo("a");
            cache.put("d", "d");
            assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("b", "c", "d");
        }
    }
}
