/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.engine.eviction;

import io.omnicache.EvictionStrategy.Entry;
import io.omnicache.engine.eviction.KeysOnly.Key;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Counts the bytes of objects as a 64-bit HotSpot with compressed references lays them out: a header of 12 bytes (16 for arrays),
 * references of 4, sizes rounded up to 8. Entries of the cache and constants do not count.
 */
final class ObjectGraph {
    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int ALIGNMENT = 8;

    private ObjectGraph() {}

    /** Returns the bytes of an object and of all that it refers to. */
    static long bytes(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        visit(root, seen, open);
        long bytes = 0;
        while (!open.isEmpty()) {
            bytes += bytesAndReferences(open.pop(), seen, open);
        }
        return bytes;
    }

    private static void visit(Object object, Set<Object> seen, Deque<Object> open) {
        boolean isOfCache = object instanceof Entry && object instanceof Key;
        if (object != null && !isOfCache && !(object instanceof Enum) && seen.add(object)) {
            open.push(object);
        }
    }

    private static long bytesAndReferences(Object object, Set<Object> seen, Deque<Object> open) {
        Class<?> type = object.getClass();
        if (type.isArray()) {
            int length = Array.getLength(object);
            if (!type.getComponentType().isPrimitive()) {
                for (Object element : (Object[]) object) {
                    visit(element, seen, open);
                }
            }
            return aligned(ARRAY_HEADER + (long) length * width(type.getComponentType()));
        }
        long bytes = HEADER;
        for (Class<?> part = type; part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    bytes += width(field.getType());
                    visit(read(field, object), seen, open);
                }
            }
        }
        return aligned(bytes);
    }

    private static Object read(Field field, Object object) {
        if (field.getType().isPrimitive()) {
            return null;
        }
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static int width(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == boolean.class || type == byte.class) {
            return 1;
        }
        return type == short.class || type == char.class ? Short.BYTES : Integer.BYTES;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
