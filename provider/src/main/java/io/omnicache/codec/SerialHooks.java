/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Set;

/** Finds out whether a class has a say in how its objects are serialized. */
final class SerialHooks {
    /*
     * By name alone, whatever the signature, in the class and all above it: a method that only looks like a hook costs
     * speed, one that is overlooked costs the truth. (The last two are inherited also from what is not Serializable.)
     */
    private static final Set<String> METHODS =
            Set.of("writeObject", "readObject", "readObjectNoData", "writeReplace", "readResolve");

    private static final String FIELDS = "serialPersistentFields";

    private SerialHooks() {}

    static boolean any(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (declaredIn(at)) {
                return true;
            }
        }
        return false;
    }

    static void requireNone(Class<?> type) {
        if (any(type)) {
            throw new UnprovenException(type, "has a serialization method of its own");
        }
    }

    private static boolean declaredIn(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (METHODS.contains(method.getName())) {
                return true;
            }
        }
        return Serializable.class.isAssignableFrom(type) && declaresFields(type);
    }

    private static boolean declaresFields(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(FIELDS)) {
                return true;
            }
        }
        return false;
    }
}
