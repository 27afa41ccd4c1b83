/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** One process: opens a cache of the given provider, puts, gets, ends. It loads no class that the provider does not need. */
public final class FirstGet {
    /** In place of a provider: no cache, but a map. */
    static final String MAP = "map";

    private FirstGet() {}

    /** Takes the class name of the provider. */
    public static void main(String[] arguments) {
        Object found = arguments[0].equals(MAP) ? ofMap() : ofCache(arguments[0]);
        if (!"value".equals(found)) {
            throw new IllegalStateException("the first get did not hit");
        }
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("UnnecessaryAsync") // this map is what the caches are measured against
    private static Object ofMap() {
        ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
        map.put("key", "value");
        return map.get("key");
    }

    private static Object ofCache(String provider) {
        Cache<Object, Object> cache = Caching.getCachingProvider(provider)
                .getCacheManager()
                .createCache("benchmark", new MutableConfiguration<>());
        cache.put("key", "value");
        return cache.get("key");
    }
}
