/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import org.jspecify.annotations.Nullable;

/** What a load has come to, for the threads that waited for it. */
sealed interface Outcome {
    /** The stored form of what was loaded, null if there is no value. */
    record Loaded(@Nullable Object stored) implements Outcome {}

    /** The load failed. */
    record Failed(Throwable failure) implements Outcome {}
}
