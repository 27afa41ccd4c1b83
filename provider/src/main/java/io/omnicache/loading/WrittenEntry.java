/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.loading;

import javax.cache.Cache;

/** An entry as a writer sees it. */
public record WrittenEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {
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
        throw new IllegalArgumentException("a written entry cannot be unwrapped to " + type.getName());
    }

    /** Shows neither key nor value. */
    @Override
    public String toString() {
        return "WrittenEntry";
    }
}
