/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** The two operations that every subject has. */
interface Store {
    @Nullable
    Object get(Object key);

    void put(Object key, Object value);

    static Store of(Cache<Object, Object> cache) {
        return new Store() {
            @Override
            public @Nullable Object get(Object key) {
                return cache.get(key);
            }

            @Override
            public void put(Object key, Object value) {
                cache.put(key, value);
            }
        };
    }

    static Store ofMap() {
        ConcurrentHashMap<Object, Object> map = new ConcurrentHashMap<>();
        return new Store() {
            @Override
            public @Nullable Object get(Object key) {
                return map.get(key);
            }

            @Override
            public void put(Object key, Object value) {
                map.put(key, value);
            }
        };
    }
}
