/* Copyright the OmniCache authors. */
/* SPDX-License-Identifier: Apache-2.0 */
package io.omnicache.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Walks two graphs side by side and finds the first place where they differ: in class, content, order, or sharing. */
final class GraphComparison {
    private final Map<Object, Object> firstToSecond = new IdentityHashMap<>();
    private final Map<Object, Object> secondToFirst = new IdentityHashMap<>();
    private final List<LinkedHashMap<?, ?>[]> linked = new ArrayList<>();

    private static final ImmutabilityCheck CLASSES = new ImmutabilityCheck(GraphComparison.class.getClassLoader());

    private GraphComparison() {}

    /** Where the two differ, or null. What it probes may change the order of maps that are in order of access. */
    static String difference(Object first, Object second) {
        GraphComparison comparison = new GraphComparison();
        String found = comparison.compare("root", first, second);
        return found != null ? found : comparison.probeOrderOfAccess();
    }

    /** All objects in the graph that can change, by identity. */
    static Map<Object, Object> changeable(Object root) {
        GraphComparison walk = new GraphComparison();
        walk.compare("root", root, root);
        return walk.firstToSecond;
    }

    private String compare(String at, Object first, Object second) {
        if (first == null || second == null) {
            return first == second ? null : at + ": " + first + " and " + second;
        }
        if (first.getClass() != second.getClass()) {
            return at + ": " + first.getClass() + " and " + second.getClass();
        }
        if (isShared(first)) {
            return first.equals(second) ? null : at + ": " + first + " and " + second;
        }
        Object known = firstToSecond.put(first, second);
        Object knownBack = secondToFirst.put(second, first);
        if (known != null || knownBack != null) {
            return known == second && knownBack == first ? null : at + ": shared in one only";
        }
        return compareParts(at + "." + first.getClass().getSimpleName(), first, second);
    }

    /* Immutable, so that nobody can tell whether it is the same object. */
    private static boolean isShared(Object object) {
        return ImmutableTypes.isListed(object.getClass())
                || object instanceof Enum
                || object instanceof GraphSamples.Point
                || object instanceof Record && CLASSES.isImmutable(object)
                || ImmutableTypes.isAsItsContent(object.getClass()) && CLASSES.isImmutable(object)
                || object.getClass().getName().startsWith("java.util.Collections$Empty");
    }

    private String compareParts(String at, Object first, Object second) {
        if (first instanceof LinkedHashMap<?, ?> map) {
            linked.add(new LinkedHashMap<?, ?>[] {map, (LinkedHashMap<?, ?>) second});
        }
        if (first.getClass().isArray()) {
            return compareAll(at, elements(first), elements(second));
        }
        if (first instanceof Map<?, ?> map) {
            return compareAll(at, parts(map), parts((Map<?, ?>) second));
        }
        if (first instanceof Collection<?> collection) {
            return compareAll(at, parts(collection), parts((Collection<?>) second));
        }
        return first.getClass().getName().startsWith("java.")
                ? compareValues(at, first, second)
                : compareFields(at, first, second);
    }

    private static String compareValues(String at, Object first, Object second) {
        if (first.getClass().getName().equals("java.util.CollSer")) {
            return null; // what serialization leaves of a List.of that contains itself
        }
        boolean equal = first instanceof Number
                        || first instanceof AtomicBoolean
                        || first instanceof Throwable
                        || first instanceof CharSequence
                ? first.toString().equals(second.toString())
                : first.equals(second);
        return equal ? null : at + ": " + first + " and " + second;
    }

    private static List<Object> elements(Object array) {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static List<Object> parts(Map<?, ?> map) {
        List<Object> parts = new ArrayList<>();
        parts.add(map instanceof SortedMap<?, ?> sorted ? String.valueOf(sorted.comparator()) : "");
        map.forEach((key, value) -> {
            parts.add(key);
            parts.add(value);
        });
        return parts;
    }

    private static List<Object> parts(Collection<?> collection) {
        List<Object> parts = new ArrayList<>(collection);
        parts.add(collection instanceof SortedSet<?> sorted ? String.valueOf(sorted.comparator()) : "");
        parts.add(collection instanceof List<?> list && refusesNull(list));
        return parts;
    }

    private static boolean refusesNull(List<?> list) {
        if (!ImmutableTypes.isAsItsContent(list.getClass())) {
            return false; // asks each element whether it equals null
        }
        try {
            return list.contains(null) && list.isEmpty();
        } catch (NullPointerException e) {
            return true;
        }
    }

    private String compareAll(String at, List<?> first, List<?> second) {
        if (first.size() != second.size()) {
            return at + ": sizes " + first.size() + " and " + second.size();
        }
        for (int i = 0; i < first.size(); i++) {
            String found = compare(at + "[" + i + "]", first.get(i), second.get(i));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String compareFields(String at, Object first, Object second) {
        for (Class<?> type = first.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) || type == Record.class) {
                    continue;
                }
                String found = compare(at + "." + field.getName(), get(field, first), get(field, second));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static Object get(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /* The one thing that a map does not tell: its oldest key moves to the end when it is read, or does not. */
    private String probeOrderOfAccess() {
        for (LinkedHashMap<?, ?>[] maps : linked) {
            if (movesItsOldest(maps[0]) != movesItsOldest(maps[1])) {
                return "one map is in order of access, the other is not";
            }
        }
        return null;
    }

    private static boolean movesItsOldest(LinkedHashMap<?, ?> map) {
        LinkedHashMap<?, ?> probe = (LinkedHashMap<?, ?>) map.clone();
        if (probe.size() < 2) {
            return false;
        }
        Object oldest = probe.keySet().iterator().next();
        probe.get(oldest);
        return !Objects.equals(probe.keySet().iterator().next(), oldest);
    }
}
