/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;
import org.jspecify.annotations.Nullable;

/**
 * The copier named {@code fields}: copies field by field where that gives what Java serialization gives, and by Java
 * serialization where that is not certain. Thread-safe.
 */
final class FieldCopier implements Copier {
    static final String NAME = "fields";

    /* A cache asks with one loader only. What was found out for it is kept, but not what was for another before. */
    private volatile @Nullable GraphCopier last;

    @Override
    public String name() {
        return NAME;
    }

    /** What copies with the classes that {@code loader} sees. */
    GraphCopier of(ClassLoader loader) {
        GraphCopier known = last;
        if (known != null && known.loader() == loader) {
            return known;
        }
        GraphCopier made = new GraphCopier(loader);
        last = made;
        return made;
    }

    @Override
    @SuppressWarnings("unchecked") // the copy is of the class of the value, or what its serialization makes of it
    public <T> T copy(T value, ClassLoader loader) {
        Object copy = of(loader).tryCopy(value);
        return copy != null ? (T) copy : Copiers.serialization().copy(value, loader);
    }
}
