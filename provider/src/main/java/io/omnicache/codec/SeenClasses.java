/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

/**
 * Remembers which classes one class loader finds under their names, as a stream that is read with it would. Keeps none of them
 * alive, nor does any of them keep the loader. Thread-safe.
 */
final class SeenClasses extends ClassValue<Boolean> {
    private final ClassLoader loader;

    SeenClasses(ClassLoader loader) {
        this.loader = loader;
    }

    @Override
    protected Boolean computeValue(Class<?> type) {
        return sees(loader, type);
    }

    /** Whether {@code loader} finds this very class under its name. Runs the loader's code. */
    static boolean sees(ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            return false;
        }
    }
}
