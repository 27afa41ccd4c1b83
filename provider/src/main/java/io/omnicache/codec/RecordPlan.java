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
        MethodHandle make = afterCheck(FieldHandles.constructor(canonical), type);
        int[] order = new int[2 * types.length + 2]; // object, graph, object, graph, ...
        order[1] = 1;
        for (int i = types.length - 1; i >= 0; i--) {
            // By the field, as serialization does: an accessor is user code.
            var field = FieldHandles.open(type.getDeclaredField(components[i].getName()));
            make = MethodHandles.collectArguments(make, i + 2, FieldHandles.copied(field, maker.isShared(types[i])));
            order[2 * i + 3] = 1;
        }
        MethodHandle once = MethodHandles.permuteArguments(make, methodType(type, type, GraphCopy.class), order);
        return new RecordPlan(once.asType(methodType(Object.class, Object.class, GraphCopy.class)));
    }

    /* Between the making of the parts and the constructor: that is user code, and must not see what is not complete. */
    private static MethodHandle afterCheck(MethodHandle constructor, Class<?> type) {
        return MethodHandles.foldArguments(
                MethodHandles.dropArguments(constructor, 0, type, GraphCopy.class),
                FieldHandles.noCycle().asType(methodType(void.class, type, GraphCopy.class)));
    }

    @Override
    public Object copy(Object source, GraphCopy graph) throws Throwable {
        graph.begin(source, null);
        return (Object) make.invokeExact(source, graph);
    }
}
