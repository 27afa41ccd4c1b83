/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import org.jspecify.annotations.Nullable;

/** Objects as deserialization begins with: no constructor of a Serializable class has run. Immutable. */
final class BlankObjects {
    /*
     * sun.reflect.ReflectionFactory is what the JDK offers libraries that serialize (module jdk.unsupported, exported; JEP
     * 260, and JEP 500 names it again). Nothing in the JDK is opened for it. It is looked up by its name because javac
     * warns of any mention of it, and because on the class path of an image made without that module it is missing: then
     * there are no blank objects, and serialization copies.
     */
    private static final @Nullable MethodHandle CONSTRUCTORS = constructors(Class.class);

    /** Of a class, with the constructor of another that is to run. */
    private static final @Nullable MethodHandle BARE_CONSTRUCTORS = constructors(Class.class, Constructor.class);

    private BlankObjects() {}

    /**
     * Returns what makes blank objects of a class that need not be Serializable: no constructor of its own runs.
     *
     * @throws UnprovenException if there is no way to do that
     */
    static Constructor<?> bareConstructor(Class<?> type) throws Throwable {
        if (BARE_CONSTRUCTORS == null) {
            throw new UnprovenException(type, "needs the JDK's module jdk.unsupported to be made");
        }
        Constructor<?> ofObject = Object.class.getConstructor();
        return (Constructor<?>) BARE_CONSTRUCTORS.invokeExact(type, ofObject);
    }

    private static @Nullable MethodHandle constructors(Class<?>... parameters) {
        try {
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Object instance = lookup.findStatic(factory, "getReflectionFactory", MethodType.methodType(factory))
                    .invoke();
            MethodType type = MethodType.methodType(Constructor.class, parameters);
            return lookup.findVirtual(factory, "newConstructorForSerialization", type)
                    .bindTo(instance);
        } catch (Throwable e) {
            return null;
        }
    }

    /**
     * Returns what makes blank objects of {@code type}: it runs the constructor without parameters of the first class above
     * that is not Serializable, and nothing else.
     *
     * @throws UnprovenException if there is no such constructor, or no way to call just that
     */
    static Constructor<?> constructor(Class<?> type) throws Throwable {
        if (CONSTRUCTORS == null) {
            throw new UnprovenException(type, "needs the JDK's module jdk.unsupported to be made");
        }
        Constructor<?> constructor = (Constructor<?>) CONSTRUCTORS.invokeExact(type);
        if (constructor == null) {
            throw new UnprovenException(type, "has no constructor for serialization");
        }
        return constructor;
    }
}
