/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether an object can be shared because neither it nor anything it refers to ever changes. Thread-safe. */
final class Immutability {
    /*
     * One verdict per exact class, kept with the class by ClassValue:
     *
     *   ALWAYS      values listed in ImmutableTypes; enum constants (serialization keeps their identity, too); records
     *               from which only such types can be reached
     *   BY_CONTENT  JDK classes that are as immutable as what they contain
     *   Field[]     other records: these components are looked at for each object
     *   NEVER       everything else
     *
     * "Can be reached" is decided from the declared types of components, which are closed: primitive, final, enum or
     * sealed. Types that refer to each other need no care, since every type is looked at once and one that fails, fails
     * all. Records are read through their fields, as an accessor is user code that may return something else; what
     * cannot be opened counts as mutable, and nothing in the JDK is opened.
     *
     * A check of one object stops at BUDGET objects: what is larger or deeper, or shares so much that it looks so, counts
     * as mutable. That is the safe side: it is copied.
     *
     * The verdicts are objects of JDK classes because ClassValue ties them to classes like String: one of ours would keep
     * our class loader alive after its application was stopped.
     */
    private static final Object ALWAYS = "always";
    private static final Object NEVER = "never";
    private static final Object BY_CONTENT = "by content";

    private static final int BUDGET = 256;
    private static final int MUTABLE = -1;

    private static final ClassValue<Object> VERDICTS = new ClassValue<>() {
        @Override
        protected Object computeValue(Class<?> type) {
            try {
                return judge(type);
            } catch (LinkageError e) {
                // The type of a component is missing at run time. Nothing can be proved then; whoever copies it may
                // tell.
                return NEVER;
            }
        }
    };

    private Immutability() {}

    /** Whether each object of exactly this class is immutable. */
    static boolean always(Class<?> type) {
        return VERDICTS.get(type) == ALWAYS;
    }

    /** Whether this object, whatever others of its class are, is immutable, and the classes of all its parts are seen. */
    static boolean holds(Object object, ImmutabilityCheck classes) {
        return check(object, classes, BUDGET) != MUTABLE;
    }

    /* How much of the budget is left, or MUTABLE. */
    private static int check(Object object, ImmutabilityCheck classes, int budget) {
        Class<?> type = object.getClass();
        Object verdict = VERDICTS.get(type);
        if (verdict == NEVER || budget == 0 || !classes.sees(type)) {
            return MUTABLE;
        }
        if (verdict == ALWAYS) {
            return budget - 1;
        }
        return verdict == BY_CONTENT
                ? checkAll(ImmutableTypes.contentOf(object), classes, budget - 1)
                : checkFields(object, (Field[]) verdict, classes, budget - 1);
    }

    private static int checkAll(Iterable<? extends @Nullable Object> content, ImmutabilityCheck classes, int budget) {
        int left = budget;
        for (@Nullable Object part : content) {
            left = part == null ? left : check(part, classes, left); // what Stream.toList gives may contain null
            if (left == MUTABLE) {
                return MUTABLE;
            }
        }
        return left;
    }

    private static int checkFields(Object object, Field[] fields, ImmutabilityCheck classes, int budget) {
        int left = budget;
        for (Field field : fields) {
            Object part = read(field, object);
            left = part == null ? left : check(part, classes, left);
            if (left == MUTABLE) {
                return MUTABLE;
            }
        }
        return left;
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was opened when its class was judged", e);
        }
    }

    private static Object judge(Class<?> type) {
        if (ImmutableTypes.isListed(type) || Enum.class.isAssignableFrom(type)) {
            return ALWAYS;
        }
        if (ImmutableTypes.isAsItsContent(type)) {
            return BY_CONTENT;
        }
        if (!type.isRecord()) {
            return NEVER;
        }
        return reachesOnlyImmutable(type) ? ALWAYS : fieldsToCheck(type);
    }

    private static boolean reachesOnlyImmutable(Class<?> declared) {
        Set<Class<?>> seen = new HashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(List.of(declared));
        while (!open.isEmpty()) {
            Class<?> type = open.pop();
            if (!seen.add(type) || isClosedAndImmutable(type)) {
                continue;
            }
            if (type.isRecord()) {
                for (RecordComponent component : type.getRecordComponents()) {
                    open.push(component.getType());
                }
            } else if (type.isSealed() && Modifier.isAbstract(type.getModifiers())) {
                open.addAll(List.of(type.getPermittedSubclasses()));
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isClosedAndImmutable(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || (Modifier.isFinal(type.getModifiers()) && ImmutableTypes.isListed(type));
    }

    private static Object fieldsToCheck(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || reachesOnlyImmutable(field.getType())) {
                continue;
            }
            if (!field.trySetAccessible()) {
                return NEVER;
            }
            fields.add(field);
        }
        return fields.toArray(new Field[0]);
    }
}
