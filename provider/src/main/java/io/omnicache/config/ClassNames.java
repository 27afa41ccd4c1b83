/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.config;

import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.Factory;

/**
 * Finds the classes that a file names.
 *
 * @param loader the manager's class loader
 */
record ClassNames(ClassLoader loader) {
    private static final String ARRAY = "[]";
    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class);

    /** Reads the type of keys or values; {@code byte[]} and {@code java.lang.String[]} are names too. */
    Class<?> type(Cursor cursor) {
        return find(cursor, "the full name of a class, such as java.lang.Long or byte[]");
    }

    /** Reads a class that makes something of the wanted type. */
    <T> Factory<T> factory(Cursor cursor, Class<T> wanted) {
        Class<?> named = find(cursor, "the full name of a class that is a " + wanted.getName() + " or makes one");
        String was = "was '" + cursor.written() + "'";
        try {
            return NamedClass.of(named, wanted, cursor.message(was));
        } catch (IllegalArgumentException e) {
            throw cursor.wrong(was + ", " + e.getMessage());
        }
    }

    private Class<?> find(Cursor cursor, String allowed) {
        String name = cursor.text(allowed);
        try {
            return find(name);
        } catch (ClassNotFoundException | LinkageError e) {
            String problem = e instanceof ClassNotFoundException
                    ? ", which the manager's class loader does not find"
                    : ", which cannot be loaded";
            throw cursor.wrong(
                    "was '" + cursor.written() + "'" + problem + "; allowed is " + allowed
                            + (cursor.isSecret() ? "" : inJavaLang(name)),
                    cursor.isSecret() ? null : e);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        if (!name.endsWith(ARRAY)) {
            return Class.forName(name, false, loader);
        }
        String component = name.substring(0, name.length() - ARRAY.length());
        Class<?> primitive = PRIMITIVES.get(component);
        return (primitive == null ? find(component) : primitive).arrayType();
    }

    private String inJavaLang(String name) {
        return Optional.of("java.lang." + name)
                .filter(full -> {
                    try {
                        return find(full) != null;
                    } catch (ClassNotFoundException | LinkageError e) {
                        return false;
                    }
                })
                .map(full -> ". Did you mean '" + full + "'?")
                .orElse("");
    }
}
