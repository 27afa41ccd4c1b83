/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.ObjectStreamClass;
import java.io.Serial;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Numbers for the classes that one class loader sees, and the way from names to classes through it. Thread-safe. */
final class ClassTable {
    /*
     * Listed is a class that the loader finds under its name, so that the number stands for both the class that was
     * written and the class that is to be read. A class of the same name from elsewhere is not listed: its ordinary
     * descriptor is written, and checked against the loader's class (serialVersionUID, fields) when it is read.
     *
     * No class loader leaks: the table is reachable only from its cache, which has the loader anyway, and the JVM keeps
     * a class that a loader found alive as long as that loader. There is no static map.
     */
    static final int NOT_LISTED = 0;

    private static final int MAX_NUMBER = 0xFFFF;

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

    private final ClassLoader loader;
    private final Map<Class<?>, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> byName = new ConcurrentHashMap<>();

    // Written under this object's lock; an array is never changed once it can be seen.
    private volatile ObjectStreamClass[] descriptors = new ObjectStreamClass[1];

    ClassTable(ClassLoader loader) {
        this.loader = loader;
    }

    /** The number of the descriptor's class, or {@link #NOT_LISTED}. */
    int numberOf(ObjectStreamClass descriptor) {
        Integer number = numbers.get(descriptor.forClass());
        return number != null ? number : list(descriptor);
    }

    ObjectStreamClass descriptor(int number) {
        return descriptors[number];
    }

    private int list(ObjectStreamClass descriptor) {
        Class<?> type = descriptor.forClass();
        try {
            return resolve(type.getName()) == type ? append(type, descriptor) : NOT_LISTED;
        } catch (ClassNotFoundException e) {
            throw new UnknownClassException(type.getName(), describeLoader(), e);
        }
    }

    private synchronized int append(Class<?> type, ObjectStreamClass descriptor) {
        ObjectStreamClass[] known = descriptors;
        Integer number = numbers.get(type);
        if (number != null) {
            return number;
        }
        if (known.length > MAX_NUMBER) {
            return NOT_LISTED;
        }
        ObjectStreamClass[] longer = Arrays.copyOf(known, known.length + 1);
        longer[known.length] = descriptor;
        descriptors = longer; // before the number: whoever knows a number finds its descriptor
        numbers.put(type, known.length);
        return known.length;
    }

    Class<?> resolve(String name) throws ClassNotFoundException {
        Class<?> known = byName.get(name);
        if (known != null) {
            return known;
        }
        Class<?> primitive = PRIMITIVES.get(name);
        Class<?> found = primitive != null ? primitive : Class.forName(name, false, loader);
        byName.put(name, found);
        return found;
    }

    @SuppressWarnings("deprecation") // deprecated in favour of making instances; a stream needs the class
    Class<?> resolveProxy(String[] interfaces) throws ClassNotFoundException {
        Class<?>[] types = new Class<?>[interfaces.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = resolve(interfaces[i]);
        }
        try {
            return Proxy.getProxyClass(definerOf(types), types);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("proxy of " + String.join(", ", interfaces), e);
        }
    }

    /* A proxy for an interface that is not public has to live where the interface does. */
    private @Nullable ClassLoader definerOf(Class<?>[] interfaces) {
        for (Class<?> type : interfaces) {
            if (!Modifier.isPublic(type.getModifiers())) {
                return type.getClassLoader();
            }
        }
        return loader;
    }

    String describeLoader() {
        String name = loader.getName() == null ? "" : " '" + loader.getName() + "'";
        return "the manager's class loader" + name + " (" + loader.getClass().getName() + "@"
                + Integer.toHexString(System.identityHashCode(loader)) + ")";
    }

    /** An object's class is not to be found by the loader that will have to read it. Unchecked, to pass through streams. */
    static final class UnknownClassException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        UnknownClassException(String type, String loader, ClassNotFoundException cause) {
            super("class " + type + " is not available from " + loader, cause);
        }
    }
}
