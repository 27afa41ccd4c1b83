/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import org.jspecify.annotations.Nullable;

/**
 * What an operation does with its entry. The argument is passed separately so that actions can be constants.
 *
 * @param <A> what the operation was given
 * @param <R> what it returns
 */
@FunctionalInterface
public interface Action<K, V, A extends @Nullable Object, R> {
    /** Runs on the locked entry. */
    @Nullable
    R run(Step<K, V> step, A argument);
}
