/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;
import io.omnicache.config.NamedServices;
import io.omnicache.config.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The copiers there are: Java serialization, by fields, and those that {@link java.util.ServiceLoader} finds. Thread-safe. */
public final class Copiers {
    private static final Copier SERIALIZATION = new JavaSerialization();

    private Copiers() {}

    /** Java serialization, named {@code serialization}: what is used where no copier is named. */
    public static Copier serialization() {
        return SERIALIZATION;
    }

    /**
     * Returns the copier called {@code name}.
     *
     * @param loader where services are looked for: the manager's class loader
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     * @throws javax.cache.CacheException if two copiers have one name, or a service cannot be loaded
     */
    public static Copier named(String name, ClassLoader loader) {
        if (name.equals(JavaSerialization.NAME)) {
            return SERIALIZATION;
        }
        if (name.equals(FieldCopier.NAME)) {
            return new FieldCopier(); // for one cache: it knows classes of the loader
        }
        Map<String, Copier> known = known(loader);
        Copier copier = known.get(name);
        if (copier == null) {
            throw new IllegalArgumentException("option 'copier': was '" + name + "', allowed is one of "
                    + String.join(", ", known.keySet()) + Suggestion.didYouMean(name, known.keySet()));
        }
        return copier;
    }

    /**
     * Returns the names of all copiers that there are.
     *
     * @throws javax.cache.CacheException if two copiers have one name, or a service cannot be loaded
     */
    public static Set<String> names(ClassLoader loader) {
        return known(loader).keySet();
    }

    private static Map<String, Copier> known(ClassLoader loader) {
        return NamedServices.known(
                Copier.class, "copier", Copier::name, List.of(SERIALIZATION, new FieldCopier()), loader);
    }
}
