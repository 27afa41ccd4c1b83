/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;

/** Decides how the objects of a class are copied, for the classes that one class loader sees. Immutable. */
final class PlanMaker {
    private final ClassLoader loader;

    PlanMaker(ClassLoader loader) {
        this.loader = loader;
    }

    /** Whether the loader finds this very class under its name, as a stream that is read with it would. */
    boolean sees(Class<?> type) {
        return type.isPrimitive() || SeenClasses.sees(loader, type);
    }

    /** The plan for a class that the loader {@link #sees}; if nothing is proved of it, one that always says so. */
    CopyPlan plan(Class<?> type) {
        try {
            return proved(type);
        } catch (UnprovenException e) {
            return refusal(e);
        } catch (Exception
                | LinkageError e) { // a class that its fields or methods name is missing, or user code failed
            return refusal(new UnprovenException(
                    type, "cannot be looked into: " + e.getClass().getName()));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static CopyPlan refusal(UnprovenException why) {
        return (source, graph) -> {
            throw why;
        };
    }

    private CopyPlan proved(Class<?> type) throws Throwable {
        if (!Serializable.class.isAssignableFrom(type)) {
            throw new UnprovenException(type, "is not Serializable");
        }
        if (type.isArray()) {
            return JdkPlans.array(isShared(type.getComponentType()));
        }
        if (type == Class.class) {
            return this::sharedClass;
        }
        if (Enum.class.isAssignableFrom(type)) {
            return constant(type);
        }
        if (ImmutableTypes.isListed(type) || isShared(type)) {
            return CopyPlan.SHARED;
        }
        CopyPlan listed = JdkPlans.of(type);
        return listed != null ? listed : composed(type);
    }

    private Object sharedClass(Object source, GraphCopy graph) {
        if (sees((Class<?>) source)) {
            return source;
        }
        throw new UnprovenException((Class<?>) source, "is another class, or none, to the manager's class loader");
    }

    /* A constant with a body has a class of its own, but a stream names the enum. */
    private CopyPlan constant(Class<?> type) {
        Class<?> enumType = type.isEnum() ? type : type.getSuperclass();
        if (sees(enumType)) {
            return CopyPlan.SHARED;
        }
        throw new UnprovenException(enumType, "is another class, or none, to the manager's class loader");
    }

    private CopyPlan composed(Class<?> type) throws Throwable {
        if (Externalizable.class.isAssignableFrom(type)) {
            throw new UnprovenException(type, "is Externalizable");
        }
        SerialHooks.requireNone(type);
        return type.isRecord() ? RecordPlan.of(type, this) : FieldsPlan.of(type, this);
    }

    /** Whether each object that a variable of this type can hold is shared: its class is closed and cannot change. */
    boolean isShared(Class<?> type) {
        return isShared(type, new HashSet<>());
    }

    private boolean isShared(Class<?> type, Set<Class<?>> above) {
        if (type.isPrimitive()) {
            return true;
        }
        if (!Modifier.isFinal(type.getModifiers()) || !Serializable.class.isAssignableFrom(type) || !sees(type)) {
            return false;
        }
        return type.isEnum()
                || (ImmutableTypes.isListed(type) && type != Class.class)
                || (type.isRecord() && !SerialHooks.any(type) && componentsAreShared(type, above));
    }

    private boolean componentsAreShared(Class<?> type, Set<Class<?>> above) {
        if (!above.add(type)) {
            return false; // a record that may contain its like is copied part by part
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (!isShared(component.getType(), above)) {
                return false;
            }
        }
        above.remove(type);
        return true;
    }
}
