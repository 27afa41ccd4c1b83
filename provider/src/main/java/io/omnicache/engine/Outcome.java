/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine;

import org.jspecify.annotations.Nullable;

/** What a load has come to, for the threads that waited for it. */
sealed interface Outcome {
    /**
     * The stored form of what was loaded, null if there is no value.
     *
     * @param mark as long as which is current other processes have nothing newer; {@link Step#mark}
     */
    record Loaded(@Nullable Object stored, long mark) implements Outcome {}

    /** The load failed. */
    record Failed(Throwable failure) implements Outcome {}
}
