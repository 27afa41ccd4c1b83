/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

/** Method handles that read, copy and write single fields of the user's classes. */
final class FieldHandles {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /* From JDK 26 on, writing a final field from outside its class prints a warning (JEP 500). */
    private static final boolean FINALS_CAN_BE_SET = Runtime.version().feature() < 26;

    private static final MethodHandle COPY = copy();
    private static final MethodHandle NO_CYCLE = findNoCycle();

    private FieldHandles() {}

    private static MethodHandle copy() {
        try {
            return LOOKUP.findStatic(GraphCopy.class, "copy", methodType(Object.class, Object.class, GraphCopy.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static MethodHandle findNoCycle() {
        try {
            MethodHandle check = LOOKUP.findVirtual(
                    GraphCopy.class, "requireNoCycle", methodType(void.class, Object.class)); // (graph, object)
            return MethodHandles.permuteArguments(
                    check, methodType(void.class, Object.class, GraphCopy.class), new int[] {1, 0});
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code (object, graph) -> void}: {@link GraphCopy#requireNoCycle}. */
    static MethodHandle noCycle() {
        return NO_CYCLE;
    }

    /** Opens a field; fields of the JDK's classes are never opened, even if the command line allows it. */
    static Field open(Field field) {
        Class<?> type = field.getDeclaringClass();
        if (isOfJdk(type.getModule())) {
            throw new UnprovenException(type, "is a class of the JDK that is not listed");
        }
        if (!field.trySetAccessible()) {
            throw new UnprovenException(type, "is in a package that its module does not open to io.omnicache");
        }
        return field;
    }

    private static boolean isOfJdk(Module module) {
        return module.isNamed()
                && (module.getName().startsWith("java.") || module.getName().startsWith("jdk."));
    }

    /** {@code (object, graph) -> value}: what a copy of the object has in this field, typed as the field. */
    static MethodHandle copied(Field field, boolean shared) throws IllegalAccessException {
        MethodHandle getter = LOOKUP.unreflectGetter(field);
        if (shared) {
            return MethodHandles.dropArguments(getter, 1, GraphCopy.class);
        }
        Class<?> type = field.getType();
        return MethodHandles.filterArguments(COPY.asType(methodType(type, type, GraphCopy.class)), 0, getter);
    }

    /** {@code (copy, object, graph) -> void}: fills this field of the copy. */
    static MethodHandle fill(Field field, boolean shared) throws IllegalAccessException {
        return MethodHandles.collectArguments(setter(field), 1, copied(field, shared));
    }

    /** {@code (object, value) -> void}: sets a field that was opened. */
    static MethodHandle setter(Field field) throws IllegalAccessException {
        if (Modifier.isFinal(field.getModifiers()) && !FINALS_CAN_BE_SET) {
            throw new UnprovenException(field.getDeclaringClass(), "has final fields, which this JDK does not let set");
        }
        return LOOKUP.unreflectSetter(field);
    }

    /** The constructor, which was opened. */
    static MethodHandle constructor(java.lang.reflect.Constructor<?> constructor) throws IllegalAccessException {
        return LOOKUP.unreflectConstructor(constructor);
    }
}
