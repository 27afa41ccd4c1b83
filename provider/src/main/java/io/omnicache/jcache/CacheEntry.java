/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import javax.cache.Cache;

/** An entry as iteration shows it: what was there at that moment. */
record CacheEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("an entry cannot be unwrapped to " + type.getName());
    }

    /** Shows neither key nor value. */
    @Override
    public String toString() {
        return "CacheEntry";
    }
}
