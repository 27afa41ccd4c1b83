/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/** Keys and values are kept as themselves: the user and the cache share the very objects. Immutable. */
public enum ByReference implements StoredForm {
    /** The only one; it has no state. */
    INSTANCE;

    @Override
    public Object store(Object value) {
        return value;
    }

    @Override
    public Object read(Object stored) {
        return stored;
    }

    @Override
    public Object storeKey(Object key) {
        return key;
    }

    @Override
    public Object readKey(Object stored) {
        return stored;
    }
}
