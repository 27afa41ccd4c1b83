/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The other operations that are measured. */
public interface Operations extends Store {
    /** Returns what there is of the keys. */
    Map<Object, Object> getAll(Set<Object> keys);

    void putAll(Map<Object, Object> entries);

    boolean putIfAbsent(Object key, Object value);

    /** Replaces the value if it is still the old one. */
    boolean replace(Object key, Object old, Object value);

    /** Runs a function on the entry that reads its value and sets the same value again. */
    @Nullable
    Object invoke(Object key);

    /** Runs that function on several entries. */
    Map<Object, ?> invokeAll(Set<Object> keys);

    /** Returns whether it was there. */
    boolean remove(Object key);

    boolean containsKey(Object key);

    /** Returns the value before. */
    @Nullable
    Object getAndPut(Object key, Object value);

    /** Returns the value before; does nothing if there is none. */
    @Nullable
    Object getAndReplace(Object key, Object value);

    /** Returns the value before. */
    @Nullable
    Object getAndRemove(Object key);

    /** Returns how many entries an iteration comes by, each of which it looks at. */
    int iterate();
}
