/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import io.omnicache.Copier;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import javax.cache.CacheException;

/** The copiers there are: Java serialization, and those that {@link ServiceLoader} finds. Thread-safe. */
public final class Copiers {
    private static final Copier SERIALIZATION = new JavaSerialization();
    private static final int MAX_TYPING_ERRORS = 2;

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
     * @throws CacheException if two copiers have one name, or a service cannot be loaded
     */
    public static Copier named(String name, ClassLoader loader) {
        if (name.equals(JavaSerialization.NAME)) {
            return SERIALIZATION;
        }
        Map<String, Copier> known = known(loader);
        Copier copier = known.get(name);
        if (copier == null) {
            throw new IllegalArgumentException("unknown copier '" + name + "'" + didYouMean(name, known) + " Known: "
                    + String.join(", ", known.keySet()));
        }
        return copier;
    }

    private static Map<String, Copier> known(ClassLoader loader) {
        Map<String, Copier> known = new TreeMap<>();
        known.put(JavaSerialization.NAME, SERIALIZATION);
        try {
            for (Copier copier : ServiceLoader.load(Copier.class, loader)) {
                Copier other = known.put(copier.name(), copier);
                if (other != null) {
                    throw new CacheException("two copiers are named '" + copier.name() + "': "
                            + other.getClass().getName() + " and "
                            + copier.getClass().getName());
                }
            }
        } catch (ServiceConfigurationError e) {
            throw new CacheException("a copier service cannot be loaded: " + e.getMessage(), e);
        }
        return known;
    }

    private static String didYouMean(String name, Map<String, Copier> known) {
        return known.keySet().stream()
                .filter(candidate -> distance(name, candidate) <= MAX_TYPING_ERRORS)
                .findFirst()
                .map(candidate -> ", did you mean '" + candidate + "'?")
                .orElse(".");
    }

    /* Levenshtein's: insertions, deletions and substitutions, row by row; case does not count. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
                int substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
