/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;

/** Copies records: their canonical constructor gets copies of what their fields hold. Immutable. */
final class RecordPlan implements CopyPlan {
    private final MethodHandle make;

    private RecordPlan(MethodHandle make) {
        this.make = make;
    }

    static CopyPlan of(Class<?> type, PlanMaker maker) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        Constructor<?> canonical = type.getDeclaredConstructor(types);
        if (!canonical.trySetAccessible()) {
            throw new UnprovenException(type, "is in a package that its module does not open to io.omnicache");
        }
        MethodHandle make = FieldHandles.constructor(canonical);
        int[] order = new int[2 * types.length]; // object, graph, object, graph, ...
        for (int i = types.length - 1; i >= 0; i--) {
            // By the field, as serialization does: an accessor is user code.
            var field = FieldHandles.open(type.getDeclaredField(components[i].getName()));
            make = MethodHandles.collectArguments(make, i, FieldHandles.copied(field, maker.isShared(types[i])));
            order[2 * i + 1] = 1;
        }
        MethodHandle once = MethodHandles.permuteArguments(make, methodType(type, type, GraphCopy.class), order);
        return new RecordPlan(once.asType(methodType(Object.class, Object.class, GraphCopy.class)));
    }

    @Override
    public Object copy(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        Object copy = (Object) make.invokeExact(source, graph);
        graph.requireNoCycle(source);
        return copy;
    }
}
