/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.tier;

import org.jspecify.annotations.Nullable;

/** What a key of a shared tier has to have, or else it is not to be changed. */
public sealed interface Expected {
    /** What is said without a version. */
    enum Any implements Expected {
        /** It does not matter. */
        THING,
        /** There is nothing, or what is damaged. */
        NOTHING
    }

    /** A record of this version. */
    record Version(long number) implements Expected {}

    /** Returns whether a version is what is expected; null if there is nothing. */
    default boolean isMetBy(@Nullable Long present) {
        if (this instanceof Version version) {
            return present != null && present == version.number();
        }
        return this == Any.THING || present == null;
    }
}
