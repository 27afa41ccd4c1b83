/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import org.jspecify.annotations.Nullable;

/**
 * Asks {@link Immutability}, remembering the answer for the class that most objects of a cache have. Objects are shared only if
 * the manager's class loader finds their very class: others have to come out as objects of the class that it finds.
 *
 * <p>Thread-safe.
 */
final class ImmutabilityCheck {
    private final ClassLoader loader;

    // Written once, by a race that any thread may win: writing it for each change of class would have the threads of a
    // mixed cache fight over one cache line. A class seen too early is seen whole, since only its identity is used.
    // No class is kept alive by it: the JVM keeps what a loader found as long as the loader.
    private @Nullable Class<?> known;

    /** Null until a class is neither the JDK's nor the loader's own. */
    private volatile @Nullable SeenClasses seen;

    ImmutabilityCheck(ClassLoader loader) {
        this.loader = loader;
    }

    boolean isImmutable(Object object) {
        Class<?> type = object.getClass();
        return type == known || isImmutable(object, type);
    }

    private boolean isImmutable(Object object, Class<?> type) {
        if (!Immutability.always(type)) {
            return Immutability.holds(object, this);
        }
        if (!sees(type)) {
            return false;
        }
        if (known == null) {
            known = type;
        }
        return true;
    }

    /** Whether the loader finds this very class under its name; so it is with all of the JDK. */
    boolean sees(Class<?> type) {
        ClassLoader definer = type.getClassLoader();
        return definer == null
                || definer == loader
                || definer == ClassLoader.getPlatformClassLoader()
                || seen().get(type);
    }

    private SeenClasses seen() {
        SeenClasses present = seen;
        if (present == null) {
            present = new SeenClasses(loader); // a second one knows the same
            seen = present;
        }
        return present;
    }
}
