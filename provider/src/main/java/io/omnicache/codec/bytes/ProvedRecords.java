/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec.bytes;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides for which records JSON is proved to keep every value and its class. */
final class ProvedRecords {
    /*
     * Records have no state but their components and are made by the canonical constructor. Where each component is of a type that has one
     * exact text (JsonValues), an enum without bodies, or such a record again, nothing is left that could be lost. An annotation
     * of Jackson could rename, leave out or convert, so no class or member may have one.
     */
    private static final String JACKSON = "com.fasterxml.jackson.";

    private ProvedRecords() {}

    static boolean hold(Class<?> root) {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            if (!seen.add(type) || type.isPrimitive() || JsonValues.isExact(type)) {
                continue;
            }
            if (isAnnotated(type)) {
                return false;
            }
            if (type.isRecord() && isOpen(type)) {
                for (RecordComponent component : type.getRecordComponents()) {
                    open.push(component.getType());
                }
            } else if (!type.isEnum() || !Modifier.isFinal(type.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    /* Jackson calls the constructor and reads the fields, from its own module. */
    private static boolean isOpen(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), JsonValues.jackson());
    }

    private static boolean isAnnotated(Class<?> type) {
        List<AnnotatedElement> elements = new ArrayList<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(type));
        while (!open.isEmpty()) {
            Class<?> one = open.pop();
            elements.add(one);
            elements.addAll(List.of(one.getDeclaredFields()));
            elements.addAll(List.of(one.getDeclaredMethods()));
            elements.addAll(List.of(one.getDeclaredConstructors()));
            open.addAll(List.of(one.getInterfaces())); // annotations are inherited from their methods
        }
        return elements.stream()
                .flatMap(element -> List.of(element.getAnnotations()).stream())
                .anyMatch(ProvedRecords::isOfJackson);
    }

    /** Whether the annotation is Jackson's, or stands for some of Jackson's. */
    private static boolean isOfJackson(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        if (type.getName().startsWith(JACKSON)) {
            return true;
        }
        for (Annotation above : type.getAnnotations()) {
            if (above.annotationType().getName().startsWith(JACKSON)) {
                return true;
            }
        }
        return false;
    }
}
