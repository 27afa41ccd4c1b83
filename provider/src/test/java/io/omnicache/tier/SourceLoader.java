/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.cache.integration.CacheLoader;

/** Loads what a function says; null for nothing. */
record SourceLoader(Function<Integer, Integer> source) implements CacheLoader<Integer, Integer> {
    @Override
    public Integer load(Integer key) {
        return source.apply(key);
    }

    @Override
    public Map<Integer, Integer> loadAll(Iterable<? extends Integer> keys) {
        Map<Integer, Integer> loaded = new HashMap<>();
        keys.forEach(key -> {
            Integer value = source.apply(key);
            if (value != null) {
                loaded.put(key, value);
            }
        });
        return loaded;
    }
}
