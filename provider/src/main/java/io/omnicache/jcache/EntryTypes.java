/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.jcache;

import io.omnicache.config.OmniConfiguration;

/** The types that a cache was made for; {@link Object} where its configuration says none. */
record EntryTypes(String cache, Class<?> keyType, Class<?> valueType) {
    EntryTypes(String cache, OmniConfiguration<?, ?> configuration) {
        this(cache, configuration.getKeyType(), configuration.getValueType());
    }

    /** Refuses a key of another type. */
    void requireKey(Object key) {
        require(keyType, key, "key");
    }

    /** Refuses a value of another type. */
    void requireValue(Object value) {
        require(valueType, value, "value");
    }

    private void require(Class<?> type, Object argument, String what) {
        if (!type.isInstance(argument)) {
            throw new ClassCastException("Cache '" + cache + "' takes a " + what + " of type " + type.getName()
                    + ", was " + argument.getClass().getName());
        }
    }
}
