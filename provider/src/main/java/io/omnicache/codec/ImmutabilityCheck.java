/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import org.jspecify.annotations.Nullable;

/** Asks {@link Immutability}, remembering the answer for the class that most objects of a cache have. Thread-safe. */
final class ImmutabilityCheck {
    private final ClassLoader loader;

    // Written once, by a race that any thread may win: writing it for each change of class would have the threads of a
    // mixed cache fight over one cache line. A class seen too early is seen whole, since only its identity is used.
    private @Nullable Class<?> known;

    ImmutabilityCheck(ClassLoader loader) {
        this.loader = loader;
    }

    boolean isImmutable(Object object) {
        Class<?> type = object.getClass();
        return type == known || isImmutable(object, type);
    }

    private boolean isImmutable(Object object, Class<?> type) {
        if (!Immutability.always(type)) {
            return Immutability.holds(object);
        }
        if (known == null && livesAsLongAsTheCache(type)) {
            known = type;
        }
        return true;
    }

    private boolean livesAsLongAsTheCache(Class<?> type) {
        return type.getClassLoader() == null || type.getClassLoader() == loader;
    }
}
