/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the classes that an object of a class is made of, as far as the declared types of its fields say it for certain. */
final class Reach {
    private final Set<Class<?>> found = new LinkedHashSet<>();
    private final Deque<Class<?>> open = new ArrayDeque<>();

    private Reach() {}

    /**
     * Returns the class, its superclasses, and the closed types (final, enum, sealed) that can be reached through the fields of
     * those; the arguments of generic types count as fields.
     *
     * <p>A class whose fields name what is missing at run time reaches only itself.
     */
    static Set<Class<?>> from(Class<?> root) {
        Reach reach = new Reach();
        reach.add(root);
        while (!reach.open.isEmpty()) {
            reach.lookInto(reach.open.pop());
        }
        return reach.found;
    }

    private void add(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (!element.isPrimitive() && element.getClassLoader() != null && found.add(element)) {
            open.push(element);
        }
    }

    private void lookInto(Class<?> type) {
        if (type.getSuperclass() != null) {
            add(type.getSuperclass());
        }
        if (type.isSealed()) {
            List.of(type.getPermittedSubclasses()).forEach(this::addIfClosed);
        }
        try {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    addAll(field.getGenericType());
                }
            }
        } catch (LinkageError | TypeNotPresentException e) {
            return; // what is missing is not permitted, so who needs it is told when it is met
        }
    }

    private void addAll(Type type) {
        if (type instanceof Class<?> plain) {
            addIfClosed(plain);
        } else if (type instanceof GenericArrayType array) {
            addAll(array.getGenericComponentType());
        } else if (type instanceof ParameterizedType parameterized) {
            addAll(parameterized.getRawType());
            List.of(parameterized.getActualTypeArguments()).forEach(this::addAll);
        } else if (type instanceof WildcardType wildcard) {
            List.of(wildcard.getUpperBounds()).forEach(this::addAll);
        }
    }

    private void addIfClosed(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        boolean closed = Modifier.isFinal(element.getModifiers()) || element.isEnum() || element.isSealed();
        if (closed) {
            add(element);
        }
    }
}
