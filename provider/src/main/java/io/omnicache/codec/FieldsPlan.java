/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static java.lang.invoke.MethodType.methodType;

import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** Copies objects of a user's class whose serialization is the default one: all fields that are not transient. Immutable. */
final class FieldsPlan implements CopyPlan {
    private static final MethodType FILL = methodType(void.class, Object.class, Object.class, GraphCopy.class);

    private final Constructor<?> blank;

    // One handle for all fields, since the compiler inlines what is inside of a handle that is often called.
    private final MethodHandle fill;

    private FieldsPlan(Constructor<?> blank, MethodHandle fill) {
        this.blank = blank;
        this.fill = fill;
    }

    static CopyPlan of(Class<?> type, PlanMaker maker) throws Throwable {
        List<MethodHandle> fills = new ArrayList<>();
        for (Class<?> at = type; Serializable.class.isAssignableFrom(at); at = at.getSuperclass()) {
            if (!maker.sees(at)) {
                throw new UnprovenException(at, "is another class, or none, to the manager's class loader");
            }
            for (Field field : at.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    addTo(fills, field, maker);
                }
            }
        }
        return new FieldsPlan(BlankObjects.constructor(type), sequence(fills));
    }

    private static void addTo(List<MethodHandle> fills, Field field, PlanMaker maker) throws IllegalAccessException {
        FieldHandles.open(field);
        if (!Modifier.isTransient(field.getModifiers())) { // a blank object has the default there
            fills.add(FieldHandles.fill(field, maker.isShared(field.getType())).asType(FILL));
        }
    }

    /* As a balanced tree: a chain would be as deep as there are fields, and inlining ends at some depth. */
    private static MethodHandle sequence(List<MethodHandle> fills) {
        if (fills.size() < 2) {
            return fills.isEmpty() ? MethodHandles.empty(FILL) : fills.get(0);
        }
        int middle = fills.size() / 2;
        return MethodHandles.foldArguments(
                sequence(fills.subList(middle, fills.size())), sequence(fills.subList(0, middle)));
    }

    @Override
    public Object copy(Object source, GraphCopy graph) throws Throwable {
        Object copy = blank.newInstance();
        graph.begin(source, copy);
        fill.invokeExact(copy, source, graph);
        return copy;
    }
}
