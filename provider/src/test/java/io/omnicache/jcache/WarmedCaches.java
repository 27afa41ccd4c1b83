/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import io.omnicache.ManualClock;
import io.omnicache.OmniCache;
import io.omnicache.OmniCachingProvider;
import io.omnicache.config.OmniConfiguration;
import io.omnicache.config.OmniConfigurationBuilder;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;

/** Caches to be filled, and what they are filled with. */
abstract class WarmedCaches {
    static final int MANY = 1_234;
    private final OmniCachingProvider provider = new OmniCachingProvider();
    final ManualClock clock = new ManualClock();

    @AfterEach
    void close() {
        provider.close();
    }

    <K, V> OmniConfigurationBuilder<K, V> builder(Class<K> key, Class<V> value) {
        return OmniConfiguration.builder(key, value).clock(clock).statistics(true);
    }

    <K, V> OmniCache<K, V> cache(Class<K> key, Class<V> value) {
        return cache("users", builder(key, value));
    }

    @SuppressWarnings("unchecked") // the cache has these types
    <K, V> OmniCache<K, V> cache(String name, OmniConfigurationBuilder<K, V> builder) {
        return provider.getCacheManager().createCache(name, builder.build()).unwrap(OmniCache.class);
    }

    static Map<Integer, String> entries() {
        return IntStream.range(0, MANY).boxed().collect(Collectors.toMap(Function.identity(), key -> "v" + key));
    }

    static void hasAll(Cache<Integer, String> cache) {
        entries().forEach((key, value) -> assertThat(cache.get(key)).isEqualTo(value));
    }
}
