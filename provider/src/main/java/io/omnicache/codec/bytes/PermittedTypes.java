/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import io.omnicache.Serializer;
import io.omnicache.config.CodecOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;

/** The classes that the bytes of one cache may name. Thread-safe. */
final class PermittedTypes implements Serializer.Types {
    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "short", short.class,
            "char", char.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "void", void.class);

    private final String cache;
    private final ClassLoader loader;
    private final CodecOptions options;

    /** Names from declared types and from classes that a pattern permits. Grows only by classes that exist. */
    private final Set<String> reached = ConcurrentHashMap.newKeySet();

    /** What was found and is permitted; the loader keeps these classes alive anyway. */
    private final Map<String, Class<?>> found = new ConcurrentHashMap<>();

    PermittedTypes(String cache, List<Class<?>> declared, CodecOptions options, ClassLoader loader) {
        this.cache = cache;
        this.loader = loader;
        this.options = options;
        declared.forEach(type -> {
            reached.add(type.getName()); // also a class of the JDK that is not listed
            reach(type);
        });
    }

    String cache() {
        return cache;
    }

    @Override
    public ClassLoader loader() {
        return loader;
    }

    /** Whether bytes may name a class of this name, also an array as {@link Class#getName} writes it. */
    boolean permits(String name) {
        if (name.startsWith("[")) {
            return permitsArray(name);
        }
        return JdkTypes.isListed(name) || reached.contains(name) || options.allows(name);
    }

    private boolean permitsArray(String name) {
        String component = name.substring(name.lastIndexOf('[') + 1);
        return component.length() == 1
                || (component.startsWith("L") && permits(component.substring(1, component.length() - 1)));
    }

    /** Whether the class may be named, which also permits the closed types that it is made of. */
    boolean permits(Class<?> type) {
        if (found.get(type.getName()) == type || type.isPrimitive()) {
            return true;
        }
        if (!permits(type.getName())) {
            return false;
        }
        if (!type.isArray() && options.allows(type.getName())) {
            reach(type);
        }
        return true;
    }

    private void reach(Class<?> type) {
        for (Class<?> one : Reach.from(type)) {
            reached.add(one.getName());
        }
    }

    @Override
    public void require(Class<?> type) {
        if (found.get(type.getName()) == type) {
            return;
        }
        if (!permits(type)) {
            throw new CacheException(
                    "class " + type.getName() + " is neither declared by the cache nor allowed, so it could not be"
                            + " read back; " + Advice.allow(type));
        }
        if (!isSeen(type)) {
            throw new CacheException("class " + type.getName()
                    + " is another class, or none, to the manager's class loader, so it could not be read back");
        }
        found.put(type.getName(), type);
    }

    @Override
    public Class<?> find(String name) throws ClassNotFoundException {
        Class<?> known = found.get(name);
        if (known != null) {
            return known;
        }
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return primitive;
        }
        if (!permits(name)) {
            throw new ClassNotFoundException("a class that is neither declared by the cache nor allowed");
        }
        try {
            Class<?> type = Class.forName(name, false, loader);
            permits(type);
            found.put(name, type);
            return type;
        } catch (LinkageError e) {
            throw new ClassNotFoundException(name + " cannot be linked", e);
        }
    }

    private boolean isSeen(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
