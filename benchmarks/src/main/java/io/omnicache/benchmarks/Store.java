/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.benchmarks;

import org.jspecify.annotations.Nullable;

/** The two operations that every subject has. Thread-safe. */
public interface Store {
    @Nullable
    Object get(Object key);

    void put(Object key, Object value);
}
