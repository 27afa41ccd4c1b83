/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.size;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is looked at in objects of a class that is not the JDK's: their fields. */
/*
 * A plan is made once for each class and kept with it, by ClassValue; so it is made of classes of the JDK, since one of ours
 * would keep our class loader alive as long as the class:
 *
 *     0        int[]: references, bytes of other fields, references that cannot be read
 *     1        Class: the nearest superclass that is the JDK's
 *     2 ...    Field: the references that can be read and are worth it
 *
 * Nothing of the JDK is opened. What a module does not open to us is counted by Shapes.UNKNOWN.
 */
final class ClassPlan {
    private static final int COUNTS = 0;
    private static final int BASE = 1;
    private static final int FIRST_FIELD = 2;
    private static final String OUTER = "this$";

    private static final ClassValue<Object[]> PLANS = new ClassValue<>() {
        @Override
        protected Object[] computeValue(Class<?> type) {
            return planOf(type);
        }
    };

    private ClassPlan() {}

    static Object[] of(Class<?> type) {
        return PLANS.get(type);
    }

    /** Returns the bytes of an object itself, without what it refers to and without what it inherits from the JDK. */
    static long own(Object[] plan, Layout layout) {
        int[] counts = (int[]) plan[COUNTS];
        return layout.object(counts[0], counts[1]) + (long) counts[2] * Shapes.UNKNOWN;
    }

    static Class<?> base(Object[] plan) {
        return (Class<?>) plan[BASE];
    }

    /** Gives what the object refers to. */
    static void walk(Object[] plan, Object object, Walk walk, double scale) {
        for (int i = FIRST_FIELD; i < plan.length; i++) {
            try {
                walk.add(((Field) plan[i]).get(object), scale);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(plan[i] + " was opened when its class was looked at", e);
            }
        }
    }

    private static Object[] planOf(Class<?> type) {
        int[] counts = new int[3];
        List<Object> plan = new ArrayList<>();
        plan.add(counts);
        Class<?> part = type;
        for (; !Jdk.owns(part); part = Objects.requireNonNull(part.getSuperclass())) {
            try {
                for (Field field : part.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        take(field, counts, plan);
                    }
                }
            } catch (LinkageError e) {
                counts[2]++; // the class of a field is missing: nothing can be known of this part
            }
        }
        plan.add(BASE, part);
        return plan.toArray();
    }

    private static void take(Field field, int[] counts, List<Object> plan) {
        Class<?> type = field.getType();
        if (type.isPrimitive()) {
            counts[1] += Scalars.width(type);
            return;
        }
        counts[0]++;
        if (isShared(field, type)) {
            return;
        }
        if (field.trySetAccessible()) {
            plan.add(field);
        } else {
            counts[2]++;
        }
    }

    /** Whether the field refers to what is not part of the value, but there anyway. */
    private static boolean isShared(Field field, Class<?> type) {
        return type.isEnum()
                || type == Boolean.class
                || type == Class.class
                || (field.isSynthetic() && field.getName().startsWith(OUTER));
    }
}
