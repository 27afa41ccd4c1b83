/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import org.jspecify.annotations.Nullable;

/** User code that looks at an entry and says what becomes of it. It runs once, while the entry is held. */
public interface EntryProcess<K, V> {
    /**
     * Runs on an entry that is there.
     *
     * @param stored the stored form of its value
     * @return the stored form that takes its place, the same object if it stays; null if a step has to do what was asked for
     */
    @Nullable
    Object run(Object stored);

    /** Does what was asked for. */
    void applyTo(Step<K, V> step);
}
